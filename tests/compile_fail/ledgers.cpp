// What must not compile: a number of one ledger taken for one of the other. MIX 0 compiles; every other value is one way to
// mix them, tried by a test that looks for the compiler's refusal.
#include "models/ledgers.hpp"

#include "analysis/cases.hpp"
#include "analysis/results.hpp"

#ifndef MIX
#define MIX 0
#endif

namespace {

[[maybe_unused]] void handles(model::Ledgers ledgers)
{
    sim::Measure<model::TrueLedger> truth = ledgers.recruited;
#if MIX == 1
    truth = ledgers.registered;
#endif
    ledgers.recruited = truth;
}

[[maybe_unused]] void cells(analysis::RunResult& run)
{
#if MIX == 2
    run.registered = run.true_cases;
#elif MIX == 3
    run.registered.push_back(run.true_cases.front());
#endif
    run.registered.push_back(run.registered.front());
}

[[maybe_unused]] analysis::TrueCases numbers(analysis::TrueCases truth,
                                             [[maybe_unused]] analysis::RegisteredCases found)
{
#if MIX == 4
    return truth + found;
#elif MIX == 5
    return analysis::TrueCases{found};
#endif
    return truth + truth;
}

} // namespace
