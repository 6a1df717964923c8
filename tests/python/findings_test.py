"""What a sensitivity leaves open, by tables whose answers are known by hand.

findings_test.py [unittest options]
"""

import pathlib
import shutil
import tempfile
import unittest

import needs

needs.need("h5py", "pandas")

import pandas as pd

import veghe

HEAD = "strategy,quantity,measure,ledger,stratum,parameter,other,index,value,low_5,high_95,unit\n"
ABOUT = "lessons,difference,cases,true,all"
# Of five parameters: a leads, b may lead as well, c matters less than a for sure, d is not told from nothing, e does nothing.
SHARES = HEAD + f"{ABOUT},,,luck,0.4,0.3,0.5,1\n" + "".join(
    f"{ABOUT},m.{name},,first,{value - 0.05:.2f},{low - 0.05:.2f},{high - 0.05:.2f},1\n{ABOUT},m.{name},,total,{value},{low},{high},1\n"
    for name, value, low, high in [("c", 0.2, 0.1, 0.25), ("a", 0.6, 0.5, 0.7), ("d", 0.02, -0.01, 0.04), ("b", 0.5, 0.4, 0.55)]) + (
        f"{ABOUT},m.e,,first,0,0,0,1\n{ABOUT},m.e,,total,0,0,0,1\n")
SCREENING = HEAD + "".join(
    f"{ABOUT},m.{name},,mean_effect,{value},{low},{high},person\n{ABOUT},m.{name},,absolute_effect,{value},{low},{high},person\n"
    f"{ABOUT},m.{name},,spread,1,0,2,person\n{ABOUT},m.{name},,effect_of_luck,3,,,person\n"
    for name, value, low, high in [("a", 20, 15, 25), ("b", 5, 2.5, 9)])
INFORMATION = ("parameter,quantity,value,low_5,high_95,option,unit\n,everything_at_least,9,8,10,,person\nm.a,worth,5,2,8,lessons,person\n"
               "m.a,changes_the_choice,0.3,,,,1\nm.b,worth,0.5,-0.5,1.5,lessons,person\n")
PAGE = ("| Name | Value | Range | Unit | Grade |\n" + "".join(
    f"| `m.{name}` | 1 | 0 to 2 | 1 | {grade} | x | y |\n" for name, grade in zip("abcde", "ECDEE")))


class OpenFindings(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-findings-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "parameters.md").write_text(PAGE, encoding="utf-8")

    def opened(self, table, information=None):
        (self.folder / "sensitivity.csv").write_text(table, encoding="utf-8")
        if information:
            (self.folder / "information.csv").write_text(information, encoding="utf-8")
        return veghe.open_sensitivity(self.folder, self.folder / "parameters.md")

    def found(self, opened):
        frame = veghe.open_findings(opened)
        return {kind: list(zip(rows["about"], rows["against"], rows["finding"])) for kind, rows in frame.groupby("kind")}

    def test_shares(self):
        opened = self.opened(SHARES, INFORMATION)
        self.assertEqual((opened.method, opened.strategy, opened.ledger, opened.luck), ("shares", "lessons", "true", (0.4, 0.3, 0.5)))
        self.assertEqual(list(opened.parameters.index), ["m.a", "m.b", "m.c", "m.d", "m.e"])
        self.assertEqual(opened.parameters.loc["m.c", ["total", "total_low_5", "total_high_95", "first"]].tolist(), [0.2, 0.1, 0.25, 0.15])
        self.assertEqual(opened.parameters["grade"].tolist(), ["E", "C", "D", "E", "E"])
        self.assertEqual(self.found(opened), {
            "lead_not_told": [("m.a", "m.b", "not_distinguishable")],
            "effect_not_told": [("m.d", "", "not_distinguishable"), ("m.e", "", "not_distinguishable")],
            "weak_evidence": [("m.a", "", "grade_e"), ("m.c", "", "grade_d")],  # d has grade E, too, and is not told to matter
            "would_change_the_choice": [("m.a", "lessons", "worth_measuring")]})
        says = veghe.open_findings(opened)["says"].tolist()
        self.assertIn("the answer on true cases averted by lessons rests on m.a, of which the evidence has grade E", says)

    def test_a_screening_is_held_against_luck(self):
        opened = self.opened(SCREENING)
        self.assertEqual((opened.method, opened.unit, opened.luck, opened.information), ("screening", "person", None, None))
        # b's lower bound, 2.5, lies below the 3 that luck alone gives; a's does not, and does not reach into b's.
        self.assertEqual(self.found(opened), {"effect_not_told": [("m.b", "", "not_distinguishable")], "weak_evidence": [("m.a", "", "grade_e")]})
        self.assertEqual(veghe.open_findings(opened).loc[0, ["value", "low_5", "high_95", "unit"]].tolist(), [5.0, 2.5, 9.0, "person"])

    def test_what_luck_hides_is_one_finding(self):
        table = HEAD + f"{ABOUT},,,luck,0.9,0.8,1,1\n{ABOUT},m.a,,first,,,,1\n{ABOUT},m.a,,total,,,,1\n"
        opened = self.opened(table)
        self.assertFalse(opened.judged)
        self.assertEqual([kind for kind in self.found(opened)], ["not_judged"])

    def test_a_part_of_a_design_is_one_finding(self):
        part = "".join(f"{ABOUT},,,{name},{count},,,1\n" for name, count in
                       [("points", 28), ("points_left_out", 4), ("replicates_left_out", 0), ("results_missing", 3)])
        whole, opened = self.found(self.opened(SHARES)), self.opened(SHARES + part)
        self.assertEqual(opened.part, {"points": 28, "points_left_out": 4, "replicates_left_out": 0, "results_missing": 3})
        self.assertEqual(self.found(opened), whole | {"part_of_a_design": [(opened.said, "", "incomplete")]})
        self.assertIn("28 points: 4 points and 0 replicates were left out, and 3 results are missing", veghe.open_findings(opened)["says"].iloc[0])
        self.assertIn("of a part of its design", repr(opened))
        self.assertEqual(self.opened(SHARES).part, {})

    def test_without_declarations_no_grade_is_told(self):
        self.opened(SHARES)
        self.assertNotIn("weak_evidence", self.found(veghe.open_sensitivity(self.folder)))

    def test_a_level_says_so(self):
        self.assertEqual(self.opened(SHARES.replace("difference,cases,true,all", "level,cases,registered,sex=female")).said,
                         "registered cases (sex=female) with lessons")
        self.assertEqual(self.opened(SHARES.replace("cases,true,all", "cost,,all")).said, "what lessons costs beyond the baseline")
        self.assertEqual(self.opened(SHARES.replace("cases,true", "cases,registered")).said, "how many fewer registered cases there are with lessons")

    def test_refusals(self):
        for text, id in [(None, "file.missing"), ("strategy,parameter\na,b\n", "file.foreign"), (HEAD, "file.damaged"), (SHARES.replace("0.6", "six"), "file.damaged")]:
            if text is not None:
                (self.folder / "sensitivity.csv").write_text(text, encoding="utf-8")
            with self.assertRaises(veghe.VegheError) as said:
                veghe.open_sensitivity(self.folder)
            self.assertEqual(said.exception.id, id)
        self.assertRaisesRegex(veghe.VegheError, "python.not-ours", veghe.open_findings, pd.DataFrame())


if __name__ == "__main__":
    unittest.main(verbosity=2)
