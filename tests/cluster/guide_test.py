#!/usr/bin/env python3
"""The commands of docs/clusters.md as they stand there, on a real Slurm, with a smaller design under the name that they use.

guide_test.py VEGHE SOURCE

Modules and Apptainer, which Debian does not have, are left out; each other block of `sh` is run, and after each that makes units the merged
result is that of one process alone.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import room

room.enter()

import slurm  # noqa: E402  (inside the room)
import sweeps  # noqa: E402

VEGHE, SOURCE = map(os.path.abspath, sys.argv[1:3])
FOLDER = pathlib.Path("/run/guide")
DESIGN = "scenarios/sweeps/lessons.sweep.toml"
NOT_RUN = ["Modules", "Apptainer"]
LEVELS, REPLICATES = 4, 6


def blocks():
    """\\return heading and lines of each block of commands"""
    found, heading, inside = [], "", False
    for line in (pathlib.Path(SOURCE) / "docs" / "clusters.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line == "```sh":
            found.append((heading, []))
            inside = True
        elif line == "```":
            inside = False
        elif inside:
            found[-1][1].append(line)
    return found


class Guide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """A user's folder with the design, and `veghe` on the path, as `scratch` is where the cluster says."""
        scratch = FOLDER / "scratch"
        scratch.mkdir(parents=True)
        cls.sweep_folder = scratch / "lessons"
        slurm.PATH = f"{pathlib.Path(VEGHE).parent}:{slurm.PATH}"
        # Of Open MPI: a test is root, on fewer cores than ranks, and its room has no interface but the loopback.
        os.environ.update(SCRATCH=str(scratch), OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                          OMPI_MCA_rmaps_base_oversubscribe="1", OMPI_MCA_oob_tcp_if_include="lo")
        cls.home = FOLDER / "home"
        (cls.home / DESIGN).parent.mkdir(parents=True)
        short = sweeps.Short(VEGHE, SOURCE, (cls.home / DESIGN).parent)
        short.design(LEVELS, REPLICATES).rename(cls.home / DESIGN)
        alone = sweeps.Sweep(VEGHE, None, FOLDER / "alone", design=cls.home / DESIGN)
        alone.run().check_returncode()
        cls.reference = alone.digest()

    def command(self, line):
        done = subprocess.run(["bash", "-uo", "pipefail", "-c", line], cwd=self.home, capture_output=True, text=True, check=False)
        print(f"$ {line}\n{done.stdout}{done.stderr}", end="", flush=True)
        self.assertIn(done.returncode, [0, 3] if " status " in line else [0], line)
        return done.stdout

    def script(self, lines):
        path = FOLDER / "own.sbatch"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run(["sbatch", "--wait", f"--output={FOLDER}/own.log", path], cwd=self.home, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr + (FOLDER / "own.log").read_text(encoding="utf-8"))

    def planned(self):
        return sweeps.Sweep(VEGHE, None, self.sweep_folder, design=self.home / DESIGN)  # planned before: the same

    def begin_anew(self):
        subprocess.run(["rm", "-rf", self.sweep_folder], check=True)
        return self.planned()

    def expect_whole(self):
        sweep = self.planned()
        self.assertEqual((sweep.status()[0], len(sweep.files())), (0, LEVELS * REPLICATES), sweep.status()[1])
        self.assertEqual(sweep.digest(), self.reference)
        return sweep

    def test_every_command_of_the_guide(self):
        run = []
        with slurm.Slurm():
            for heading, lines in blocks():
                if heading in NOT_RUN:
                    continue
                run += lines
                with self.subTest(heading, first=lines[0]):
                    if "mpirun" in lines[0] and shutil.which("mpirun") is None:
                        self.skipTest("mpirun is not installed")
                    elif lines[0].startswith("#!"):
                        self.begin_anew()
                        self.script(lines)
                        self.expect_whole()
                    elif any("mpirun" in line for line in lines):
                        self.begin_anew()
                        for line in lines:
                            self.command(line)
                        self.expect_whole()
                    else:
                        for line in lines:
                            self.command(line)
                        slurm.wait_until(lambda: not slurm.ask("squeue", "-h").strip(), 300, "no job is left")
                        self.expect_whole()
        for needed in ("sweep plan", "sweep submit", "--dry-run", "sweep status", "sweep verify", "sweep merge", "srun veghe", "mpirun"):
            self.assertTrue(any(needed in line for line in run), needed)

    def test_the_design_that_the_guide_names_can_be_planned_and_submitted(self):
        """The real one, which is too long to run here."""
        folder = FOLDER / "real"
        done = subprocess.run([VEGHE, "sweep", "plan", pathlib.Path(SOURCE) / DESIGN, "-o", folder], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        units = int(re.search(r"= (\d+) units", done.stdout)[1])
        guide = (pathlib.Path(SOURCE) / "docs" / "clusters.md").read_text(encoding="utf-8")
        self.assertIn(f"{units} units open", guide)
        script = subprocess.run([VEGHE, "sweep", "submit", folder, "--slurm", "--dry-run"], capture_output=True, text=True, check=True).stdout
        self.assertIn("#SBATCH --array=0-7", script)


if __name__ == "__main__":
    if slurm.missing():
        room.skip("not installed: " + ", ".join(slurm.missing()))
    unittest.main(argv=[sys.argv[0]], verbosity=2)
