"""The package as `pip` installs it, into an environment of its own, from what is on this machine alone.

install_test.py
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import needs

needs.need("h5py", "pandas", "xarray", "setuptools", "pip", "venv")


class Install(unittest.TestCase):
    def test_installed_and_imported(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="veghe-install-"))
        self.addCleanup(shutil.rmtree, folder)
        copy = shutil.copytree(needs.PACKAGE, folder / "source", ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
        own = folder / "own" / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", "--without-pip", folder / "own"], check=True)
        call = subprocess.run([sys.executable, "-m", "pip", "--python", own, "install", "--quiet", "--no-build-isolation", "--no-index", copy],
                              check=False, capture_output=True, text=True, env=dict(os.environ, PIP_NO_INPUT="1"))
        self.assertEqual(call.returncode, 0, call.stderr)
        clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        said = subprocess.run([own, "-c", "import veghe, veghe.arrays; print(veghe.__file__)"], text=True, check=True, capture_output=True,
                              cwd=folder, env=clean).stdout
        there = pathlib.Path(said.strip()).parent
        self.assertTrue(there.is_relative_to(folder / "own"), said)
        self.assertEqual(sorted(path.name for path in there.glob("*.py")), sorted(path.name for path in (needs.PACKAGE / "veghe").glob("*.py")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
