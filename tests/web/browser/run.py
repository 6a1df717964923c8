#!/usr/bin/env python3
"""Runs tests of the page under node: fetches what package-lock.json pins into the build folder, then node --test.

    run.py SOURCE FOLDER FILE...      FILE of this folder; FOLDER is where node_modules goes; --no-browser before FILE: needs none

Skipped (77) with a reason where node, npm or Chromium are missing, or npm cannot fetch. Once that is fetched the tests run without
a network.
"""

import ctypes
import fcntl
import hashlib
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
OLDEST_NODE = 18
# of Linux's <sched.h>, <linux/sockios.h> and <net/if.h>
CLONE_NEWNET, SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x40000000, 0x8914, 0x1, 0x40


def skip(reason):
    print("Skipped: " + reason, flush=True)
    sys.exit(77)


def node():
    program = shutil.which("node")
    if program is None:
        skip("node is not installed (Debian: nodejs)")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    if int(re.match(r"v(\d+)", version)[1]) < OLDEST_NODE:
        skip(f"node {version.strip()} is older than {OLDEST_NODE}")
    return program


def fetch(folder):
    """Lays what the lock file pins into FOLDER/node_modules, unless it lies there already."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = folder / "fetched"
    digest = hashlib.sha256(lock).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    if shutil.which("npm") is None:
        skip("npm is not installed (Debian: npm)")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ["package.json", "package-lock.json"]:
        shutil.copy(HERE / name, folder)
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True
    )
    if done.returncode != 0:
        skip("npm could not fetch playwright-core and axe-core: " + (done.stderr.strip().splitlines() or ["no reason given"])[-1])
    stamp.write_text(digest)


def leave_network():
    """Leaves this process and what it starts no network but the loopback, as in a room without internet; only root can."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        print("Skipped: the network stays in reach, which only root can leave; requests to it are watched for all the same", flush=True)
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", IFF_UP | IFF_RUNNING))


def main():
    folder, files = pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:]
    alone = files[0] == "--no-browser"
    program = node()
    environment = dict(os.environ, VEGHE_NODE_MODULES=str(folder), PYTHONDONTWRITEBYTECODE="1")
    if alone:
        files = files[1:]
    else:
        chromium = os.environ.get("VEGHE_CHROMIUM") or shutil.which("chromium")
        if chromium is None:
            skip("chromium is not installed (Debian: chromium)")
        environment["VEGHE_CHROMIUM"] = chromium
        fetch(folder)
        leave_network()
    sys.exit(
        subprocess.run([program, "--test", *(str(HERE / file) for file in files)], env=environment, cwd=sys.argv[1]).returncode
    )


if __name__ == "__main__":
    main()
