"""What a test of the Python package needs. Where a package of Debian is missing the test is skipped (exit code 77) and says why."""

import importlib.util
import pathlib
import shutil
import sys

SKIPPED = 77
SOURCE = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = SOURCE / "analysis" / "python"
DEBIAN = {"h5py": "python3-h5py", "pandas": "python3-pandas", "xarray": "python3-xarray", "matplotlib": "python3-matplotlib",
          "PIL": "python3-pil", "setuptools": "python3-setuptools", "pip": "python3-pip", "venv": "python3-venv"}


def need(*modules):
    """Ends the process as skipped where a module is missing; otherwise the package can be imported from the source tree."""
    missing = [DEBIAN[name] for name in modules if importlib.util.find_spec(name) is None]
    skip_where(missing, f"apt-get install {' '.join(missing)}")
    sys.path.insert(0, str(PACKAGE))


def need_program(*programs):
    missing = [name for name in programs if shutil.which(name) is None]
    skip_where(missing, f"{', '.join(missing)} is not installed")


def skip_where(condition, reason):
    if condition:
        print(f"Skipped: {reason}")
        sys.exit(SKIPPED)
