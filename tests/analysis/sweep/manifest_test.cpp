#include "analysis/sweep/manifest.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"
#include "tests/analysis/sweep/toy_sweep.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace analysis::sweep {
namespace {

TEST(SweepManifest, TheIdOfAUnitIsWhatItWasYesterday)
{
    const Manifest m = test::toy_manifest(3, 2);
    // Computed apart from this program, with Python's hashlib, over the fields that unit_id() names.
    EXPECT_EQ(unit_id(m, m.points[2], 1), "172b2b1141c88b4b22a4705910311ae6e65d7727f8e736368d2a93862bb9a667");
}

TEST(SweepManifest, AnythingThatMovesAResultMovesTheId)
{
    const Manifest plain = test::toy_manifest(2, 2);
    std::set<std::string> ids{unit_id(plain, plain.points[1], 1), unit_id(plain, plain.points[1], 0),
                              unit_id(plain, plain.points[0], 1)};
    const std::vector<std::function<void(Manifest&)>> changes{
        [](Manifest& m) { m.identity.program = "toy 2"; },
        [](Manifest& m) { m.identity.data[0] = '4'; },
        [](Manifest& m) { m.identity.seed = 8; },
        [](Manifest& m) { m.identity.scenarios[1][0] = '4'; },
        [](Manifest& m) { m.scenarios[0] = "other"; },
        [](Manifest& m) { m.parameters[0].name = "a.b"; },
        [](Manifest& m) { m.points[1].values[0] = std::nextafter(1.0, 2.0); }, // at full precision
        [](Manifest& m) { m.points[1].draw = 1; },
        [](Manifest& m) { m.keep.strata = {"age_band"}; },
        [](Manifest& m) { m.keep.costs = false; },
        [](Manifest& m) { m.keep.events = true; }};
    for (const auto& change : changes) {
        Manifest other = plain;
        change(other);
        ids.insert(unit_id(other, other.points[1], 1));
    }
    EXPECT_EQ(ids.size(), changes.size() + 3);
    Manifest told = plain; // for people to read: the program's checksum says as much
    told.provenance = {{"compiler", "GNU 12.2.0"}};
    EXPECT_EQ(unit_id(told, told.points[1], 1), unit_id(plain, plain.points[1], 1));
}

TEST(SweepManifest, ALargerDesignKeepsItsUnits)
{
    std::set<std::string> small, large;
    for (const Unit& unit : units_of(test::toy_manifest(2, 2))) {
        small.insert(unit.id);
    }
    for (const Unit& unit : units_of(test::toy_manifest(3, 4))) {
        large.insert(unit.id);
    }
    EXPECT_EQ(small.size(), 4u);
    EXPECT_EQ(large.size(), 12u);
    EXPECT_TRUE(std::includes(large.begin(), large.end(), small.begin(), small.end()));
}

TEST(SweepManifest, ReplicatesAreSpreadOverThePointsFirst)
{
    const auto units = units_of(test::toy_manifest(2, 2));
    ASSERT_EQ(units.size(), 4u);
    EXPECT_EQ(units[1].point, 1u);
    EXPECT_EQ(units[1].replicate, 0u);
    EXPECT_EQ(units[2].point, 0u);
    EXPECT_EQ(units[2].replicate, 1u);
}

TEST(SweepManifest, IsReadAsItWasWritten)
{
    const test::Folder folder;
    Manifest m = test::toy_manifest(3, 2);
    m.title = "A \"title\", ășîț";
    m.points[1].values = {0.1 + 0.2, 1e-300};
    m.points[2].draw = 17;
    m.provenance = {{"compiler", "GNU 12.2.0"}, {"flags", "-O3 -Wl,--as-needed"}};
    EXPECT_FALSE(has_manifest(folder.path()));
    write_manifest(folder.path(), m);
    EXPECT_TRUE(has_manifest(folder.path()));
    EXPECT_EQ(read_manifest(folder.path()), m);
    EXPECT_TRUE(differences(m, read_manifest(folder.path())).empty());
    const std::string text = test::read_bytes(folder / manifest_file);
    for (const auto& [key, file] : {std::pair("points_sha256", points_file), std::pair("units_sha256", units_file)}) {
        const std::string line = std::string(key) + " = \"" + sim::sha256(test::read_bytes(folder / file)) + "\"\n";
        EXPECT_NE(text.find(line), std::string::npos) << line;
    }
}

TEST(SweepManifest, OneThatWasChangedByHandIsRefused)
{
    const test::Folder folder;
    const auto spoilt = [&](const char* file, const std::string& from, const std::string& to) {
        write_manifest(folder.path(), test::toy_manifest(3, 2));
        std::string text = test::read_bytes(folder / file);
        EXPECT_NE(text.find(from), std::string::npos);
        text.replace(text.find(from), from.size(), to);
        test::write_bytes(folder / file, text);
        try {
            read_manifest(folder.path());
        } catch (const sim::StorageError& error) { // code 5, as that of verify
            EXPECT_EQ(error.problems()[0].where, (folder / file).generic_string());
            return std::string(error.problems()[0].message.id());
        } catch (const sim::InputError& error) {
            return "input: " + std::string(error.problems()[0].message.id());
        }
        return std::string("nothing");
    };
    EXPECT_EQ(spoilt(points_file, "2,0,2,0.5", "2,0,2,0.6"), "sweep.tampered");
    EXPECT_EQ(spoilt(points_file, "2,0,2,0.5\n", ""), "sweep.tampered");
    EXPECT_EQ(spoilt(manifest_file, "replicates = 2", "replicates = 3"), "sweep.tampered");
    EXPECT_EQ(spoilt(manifest_file, "seed = 7", "seed = 8"), "sweep.tampered");
    EXPECT_EQ(spoilt(manifest_file, "A toy", "A boy"), "sweep.tampered"); // moves no result, and stands in a merged one
    EXPECT_EQ(spoilt(manifest_file, "1/year", "1/month"), "sweep.tampered");
    EXPECT_EQ(spoilt(manifest_file, "sha256 = \"", "sha256 = \"0"), "sweep.tampered");
    EXPECT_EQ(spoilt(points_file, "point,draw,a.a", "point,draw,a.c"), "sweep.tampered");
    EXPECT_EQ(spoilt(units_file, ",1,0\n", ",1,1\n"), "sweep.tampered");
    EXPECT_EQ(spoilt(points_file, "2,0,2,0.5", "2,0,2,x"), "sweep.tampered"); // and is no number
    EXPECT_EQ(spoilt(points_file, "point,draw", "points,draw"), "sweep.tampered");
    EXPECT_EQ(spoilt(manifest_file, "[keep]", "[keep"), "sweep.tampered"); // and is no TOML
    EXPECT_EQ(spoilt(manifest_file, "format = 1", "format = 2"), "input: sweep.younger");
    std::filesystem::remove(folder / manifest_file);
    EXPECT_THROW(read_manifest(folder.path()), sim::InputError);
}

TEST(SweepManifest, AFileOfThePlanIsWhatWasPlanned)
{
    const test::Folder folder;
    Manifest m = test::toy_manifest(1, 1);
    m.files["a.toml"] = "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"; // SHA-256 of "ab"
    test::write_bytes(folder / "a.toml", "ab");
    EXPECT_EQ(planned_text(folder.path(), m, "a.toml"), "ab");
    test::write_bytes(folder / "a.toml", "ac");
    EXPECT_THROW(planned_text(folder.path(), m, "a.toml"), sim::StorageError);
    EXPECT_THROW(require_planned(folder.path(), m), sim::StorageError);
    write_manifest(folder.path(), m);
    EXPECT_EQ(read_manifest(folder.path()), m);
}

TEST(SweepManifest, WhatDiffersIsSaid)
{
    const Manifest planned = test::toy_manifest(2, 2);
    Manifest now = test::toy_manifest(3, 4);
    now.identity.program = "toy 2";
    const auto said = differences(planned, now);
    ASSERT_EQ(said.size(), 3u);
    EXPECT_EQ(said[0].id(), "say.sweep-program");
    EXPECT_EQ(said[1].id(), "say.sweep-points");
    EXPECT_EQ(said[2].id(), "say.sweep-replicates");
}

} // namespace
} // namespace analysis::sweep
