#include "tests/layering/source_scan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace layering;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// docs/domain.md says of each part of the domain what became of it. What it names must exist.

namespace {

const fs::path root = VEGHE_SOURCE_DIR;

/// Rows of each table, in order.
using Rows = std::map<std::string, std::vector<std::string>>;

/// What the page may point at.
struct Known {
    std::set<std::string> parameters, groups, sections;
};

const Rows kept{
    {"A1",
     {"ANITP (national agency)",
      "ANITP's 15 regional centres",
      "National System for Monitoring and Assessment (ANITP database)",
      "National Identification and Referral Mechanism (MNIR/NRM)",
      "Helpline 0800 800 678",
      "Missing-child alert and child-abuse hotline",
      "DIICOT",
      "DCCO and BCCO brigades",
      "County police (IJP), border police, gendarmes",
      "Financial-investigation units, asset agency (ANABI)",
      "Courts and judges",
      "Prosecutors other than DIICOT",
      "Constitutional and High Court",
      "Parliament, special anti-trafficking committee",
      "Prime Minister's monitoring committee",
      "Ministry of Education, ISJ, CJRAE",
      "Schools and teachers",
      "School counsellors",
      "County directorates (DGASPC/CPS)",
      "ANDPDCA (child, disability authority)",
      "Care institutions and foster care",
      "Complicit staff and officials",
      "NGOs (Justice & Care, ProTECT platform, Save the Children, Caritas, AIDRom, Red Cross, IOM)",
      "Government shelters",
      "Licensed child-victim providers",
      "Ministry of Labour, Labour Inspectorate, recruitment agencies",
      "Immigration inspectorate",
      "Diplomatic missions, destination police, IOM, SECI/Europol/Eurojust JITs",
      "Employers and local employment offices",
      "Church (Orthodox patriarchate), community leaders, mayors",
      "Media",
      "Families, friends, partners",
      "Buyers (demand)"}},
    {"A2",
     {"Identification",
      "Referral to assistance",
      "Receipt of assistance",
      "Re-trafficking",
      "Assisted return",
      "Victim coordination in trials; witness protection",
      "Repeated testimony and trauma",
      "Compensation",
      "Investigation → prosecution → conviction",
      "Backlog",
      "Pre-trial detention limit",
      "Sentences",
      "Limitation rules, Law 217/2020 slip, corrected 29 Nov 2020; limits removed for trafficking 2021",
      "Age of consent 14 → 16, Law 217/2023, 424/2023",
      "Staff shortage, burnout, turnover, retirements, drug-case diversion",
      "Digital-evidence gap",
      "Training of police, prosecutors, judges",
      "Fining people in commercial sex without screening",
      "Confidentiality breaches",
      "Budgets"}},
    {"A3",
     {"Lover-boy",
      "Friend or acquaintance",
      "Stranger",
      "Online grooming",
      "Online sexual exploitation, abuse material, video chat",
      "Family complicity",
      "Child marriage \"sale\"",
      "False job offers, debt bondage",
      "Informal child work and babysitting arrangements",
      "Forced begging and theft",
      "Forced labour, domestic service, Black Sea seasonal child work",
      "Exploitation in care and disability homes",
      "Former residents as recruiters",
      "Runaway from care",
      "Boys' sexual exploitation",
      "Unwitting accomplices among boys",
      "Foreign workers, asylum seekers, refugees",
      "Internal vs external",
      "Destinations",
      "Semi-consensual control",
      "Offender structure"}},
    {"A4",
     {"Poverty, scarce jobs, welfare reliance", "School abandonment, low education",
      "Parents abroad, informal, circular", "Children taken along, return migration",
      "Disorganised, single-parent, violent homes", "Care and leaving care", "Boarding pupils",
      "Unsupervised social media", "Early sexualisation, sexting", "Prior abuse", "Disability", "Gender", "Age",
      "Rural / urban / peripheral urban", "Roma communities", "Substance use, desire for independence, peer group"}},
    {"A5",
     {"Information vs internalisation", "Dose", "Trust in school, police, child protection",
      "Fear of child protection as punishment", "Stigma, victim-blaming, secrecy", "Normalisation", "Peer loyalty",
      "Bystanders", "Not knowing how to report", "Community as shield or as pressure", "Professionals' beliefs",
      "Individual-dependent cooperation", "NGO capacity vicious circle", "Urban bias of activities",
      "Deficit labelling", "Under-estimated scale lowers funding"}},
};

struct Row {
    std::string table, name, state, has, where, missing;
};

std::vector<std::string> all(const std::string& text, const std::regex& what)
{
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), what), end; it != end; ++it) {
        found.push_back((*it)[1].str());
    }
    return found;
}

std::set<std::string> set_of(const std::vector<std::string>& list)
{
    return {list.begin(), list.end()};
}

Known known_of(const std::string& parameters, const std::string& population, const std::string& model)
{
    static const std::regex parameter(R"((?:^|\n)\| `([^`]+)` \|)");
    static const std::regex group(R"((?:^|\n)## (\w+)(?=\n))");
    static const std::regex assumption("\"(population\\.\\w+)\"");
    static const std::regex section(R"((?:^|\n)#{2,3} (\d+(?:\.\d+)?)\.? )");
    Known known{set_of(all(parameters, parameter)), set_of(all(parameters, group)), set_of(all(model, section))};
    known.parameters.merge(set_of(all(population, assumption)));
    return known;
}

std::string trimmed(const std::string& cell)
{
    const std::size_t first = cell.find_first_not_of(' ');
    return first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1);
}

/// The rows of the tables A1, A2, ...; one without five cells has an empty state.
std::vector<Row> rows_of(const std::string& page)
{
    std::vector<Row> rows;
    std::string table;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("## ")) {
            table = line.substr(3, line.find('.') - 3);
        } else if (!table.empty() && line.starts_with("| ") && !line.starts_with("| ---") &&
                   !line.starts_with("| Row |")) {
            std::vector<std::string> cells;
            std::istringstream parts(line.substr(1));
            for (std::string cell; std::getline(parts, cell, '|');) {
                cells.push_back(trimmed(cell));
            }
            const bool whole = cells.size() == 5;
            rows.push_back(whole ? Row{table, cells[0], cells[1], cells[2], cells[3], cells[4]}
                                 : Row{table, cells[0], {}, {}, {}, {}});
        }
    }
    return rows;
}

bool is_known(const std::string& name, const Known& known)
{
    if (name.find('/') != std::string::npos) {
        return fs::exists(root / name);
    }
    if (name.ends_with('*')) {
        const std::string start = name.substr(0, name.size() - 1);
        const auto first = known.parameters.lower_bound(start);
        return first != known.parameters.end() && first->starts_with(start);
    }
    return known.parameters.contains(name) || known.groups.contains(name);
}

/// What a row says must fit its state: what is in has a place, what is missing a reason.
void check_shape(const Row& row, std::vector<std::string>& faults)
{
    const bool out = row.state == "out";
    if (!out && row.state != "in" && row.state != "partly") {
        faults.push_back(row.name + ": five cells and a state are needed");
        return;
    }
    static const std::regex section(R"((\d+))");
    const std::string outside = std::regex_replace(row.where, std::regex("`[^`]*`"), "");
    if (!out && (row.has.empty() || row.where.find("`models/") == std::string::npos || all(outside, section).empty())) {
        faults.push_back(row.name + ": what it is, a file and a section are needed");
    }
    if ((row.state != "in") != !row.missing.empty()) {
        faults.push_back(row.name + ": a reason belongs to what is missing");
    }
}

void check_names(const Row& row, const Known& known, std::vector<std::string>& faults)
{
    static const std::regex code("`([^`]*)`");
    static const std::regex number(R"((\d+(?:\.\d+)?))");
    static const std::regex bracketed(R"(\((\d{1,2}(?:\.\d+)?)\))");
    for (const std::string& name : all(row.has + row.where + row.missing, code)) {
        if (!is_known(name, known)) {
            faults.push_back(row.name + ": no " + name);
        }
    }
    std::vector<std::string> sections = all(std::regex_replace(row.where, code, ""), number);
    for (const std::string& section : all(row.has + row.missing, bracketed)) {
        sections.push_back(section);
    }
    for (const std::string& section : sections) {
        if (!known.sections.contains(section)) {
            faults.push_back(row.name + ": no section " + section);
        }
    }
}

/// The line of the counts of a table.
std::string counts_of(const std::vector<Row>& rows, const std::string& table)
{
    std::map<std::string, int> states;
    int number = 0;
    for (const Row& row : rows) {
        if (table == "all" || row.table == table) {
            ++number;
            ++states[row.state];
        }
    }
    std::ostringstream line;
    line << "| " << table << " | " << number << " | " << states["in"] << " | " << states["partly"] << " | "
         << states["out"] << " |";
    return line.str();
}

std::vector<std::string> faults_of(const std::string& page, const Rows& expected, const Known& known)
{
    std::vector<std::string> faults;
    const std::vector<Row> rows = rows_of(page);
    Rows named;
    for (const Row& row : rows) {
        named[row.table].push_back(row.name);
        check_shape(row, faults);
        check_names(row, known, faults);
    }
    std::vector<std::string> tables{"all"};
    for (const auto& [table, names] : expected) {
        tables.push_back(table);
        for (const std::string& name : names) {
            if (std::count(named[table].begin(), named[table].end(), name) == 0) {
                faults.push_back(table + " has no row " + name);
            }
        }
    }
    if (faults.empty() && named != expected) {
        faults.emplace_back("rows of another name, twice or in another order");
    }
    for (const std::string& table : tables) {
        const std::string line = counts_of(rows, table);
        if (page.find(line) == std::string::npos) {
            faults.push_back("the counts should say " + line);
        }
    }
    return faults;
}

const Known sample_known =
    known_of("## detection\n\n| Name | Value |\n| `detection.police` | 1 |\n| `detection.ngo` | 1 |\n",
             R"(declare("population.lone_parent", "1"))", "## 8. Left out\n### 7.6 Detection\n");
const Rows sample_rows{{"A1", {"Police", "Media"}}};
const std::string sample_counts = "| A1 | 2 | 1 | 0 | 1 |\n| all | 2 | 1 | 0 | 1 |\n";
const std::string sample_start = "## A1. Actors\n\n| Row | State | a | b | c |\n| --- | --- | --- | --- | --- |\n";
const std::string police =
    "| Police | in | A channel. | `models/detection.cpp`, `detection`, `detection.p*`; 7.6, 8 | |\n";
const std::string media = "| Media | out | | 8 | No cause (7.6). |\n";

/// The faults of a small page with one thing in it replaced.
std::vector<std::string> broken(const std::string& what, const std::string& by)
{
    std::string page = sample_counts + sample_start + police + media;
    const std::size_t at = page.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    page.replace(at, what.size(), by);
    return faults_of(page, sample_rows, sample_known);
}

} // namespace

TEST(Domain, EveryRowIsThereAndWhatItNamesExists)
{
    const Known known =
        known_of(read(root / "docs/parameters.md"),
                 read(root / "models/population_assumptions.hpp") + read(root / "models/population_traits.hpp"),
                 read(root / "docs/model.md"));
    EXPECT_GE(known.parameters.size(), 600u);
    EXPECT_GE(known.groups.size(), 25u);
    EXPECT_GE(known.sections.size(), 20u);
    EXPECT_THAT(faults_of(read(root / "docs/domain.md"), kept, known), IsEmpty());
}

TEST(Domain, AWholePageHasNoFault)
{
    EXPECT_THAT(broken("Police", "Police"), IsEmpty());
}

TEST(Domain, AMissingRowIsSeen)
{
    EXPECT_THAT(broken(media, ""), testing::Contains("A1 has no row Media"));
    EXPECT_THAT(broken("| Media |", "| Press |"), testing::Contains("A1 has no row Media"));
    EXPECT_THAT(broken(police + media, media + police), ElementsAre(HasSubstr("another order")));
    EXPECT_THAT(faults_of("", kept, sample_known), testing::Contains("A3 has no row Stranger"));
}

TEST(Domain, WhatDoesNotExistIsSeen)
{
    EXPECT_THAT(broken("models/detection.cpp", "models/nowhere.cpp"), ElementsAre("Police: no models/nowhere.cpp"));
    EXPECT_THAT(broken("`detection`", "`detektion`"), ElementsAre("Police: no detektion"));
    EXPECT_THAT(broken("detection.p*", "detection.police_"), ElementsAre("Police: no detection.police_"));
    EXPECT_THAT(broken("detection.p*", "detection.q*"), ElementsAre("Police: no detection.q*"));
    EXPECT_THAT(broken("7.6, 8", "7.7, 8"), ElementsAre("Police: no section 7.7"));
    EXPECT_THAT(broken("(7.6)", "(7.66)"), ElementsAre("Media: no section 7.66"));
    EXPECT_THAT(broken("`detection`", "`population.lone_parent`"), IsEmpty());
    EXPECT_THAT(broken("`detection`", "`population.lone`"), ElementsAre("Police: no population.lone"));
}

TEST(Domain, AStateWithoutItsWordsIsSeen)
{
    EXPECT_THAT(broken("7.6, 8 | |", "7.6, 8 | So. |"), ElementsAre(HasSubstr("a reason belongs")));
    EXPECT_THAT(broken("No cause (7.6).", ""), ElementsAre(HasSubstr("a reason belongs")));
    EXPECT_THAT(broken("; 7.6, 8", ""), ElementsAre(HasSubstr("a section")));
    EXPECT_THAT(broken("`models/detection.cpp`, ", ""), ElementsAre(HasSubstr("a file")));
    EXPECT_THAT(broken("| out |", "| later |"), testing::Contains(HasSubstr("five cells")));
    EXPECT_THAT(broken("| A1 | 2", "| A1 | 3"), ElementsAre("the counts should say | A1 | 2 | 1 | 0 | 1 |"));
}
