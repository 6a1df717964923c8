"""A room of its own for a test: processes, network, host name and /run that nothing outside sees.

Whatever runs in the room ends with it, also when the test is killed by SIGKILL: the kernel ends every process of a process
space whose first process is gone, and what lies on the private /run goes with the last of them. So there is nothing that a
later start would have to clean up.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys

SKIPPED = 77  # exit status that CTest reads as skipped
HOST = "veghe-node"
ADDRESS = "10.77.0.1"  # on the room's loopback: a system with 127.0.0.1 alone resolves no name for Slurm
INSIDE = "VEGHE_ROOM"


def skip(reason):
    print(f"Skipped: {reason}", flush=True)
    sys.exit(SKIPPED)


BEGIN = ["unshare", "--mount", "--pid", "--net", "--uts", "--fork", "--kill-child=SIGKILL", "--mount-proc", "--"]


def enter():
    """Begins this script again inside a room, unless it is there; returns in the room, in a process that is not its first."""
    if os.environ.get(INSIDE) != "begun":
        if os.geteuid() != 0:
            skip("only root may begin a room, and Slurm's controller does not start in one that is root's in name alone")
        if shutil.which("unshare") is None or shutil.which("ip") is None:
            skip("there is no unshare (util-linux) or no ip (iproute2)")
        tried = subprocess.run([*BEGIN, "mount", "-t", "tmpfs", "tmpfs", "/run"], capture_output=True, text=True,
                               check=False)
        if tried.returncode != 0:
            skip(f"this system gives no spaces of its own: {tried.stderr.strip()}")
        os.environ[INSIDE] = "begun"
        os.execvp("unshare", [*BEGIN, sys.executable, *sys.argv])
    if os.getpid() == 1:
        furnish()
        reap_until_ended(os.fork())


def furnish():
    socket.sethostname(HOST)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run"], check=True)
    hosts = pathlib.Path("/run/hosts")
    hosts.write_text(f"127.0.0.1 localhost\n{ADDRESS} {HOST}\n", encoding="utf-8")
    subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["ip", "address", "add", f"{ADDRESS}/32", "dev", "lo"], check=True)


def reap_until_ended(child):
    """The first process takes the orphans of all others; the room ends when the test does."""
    if child == 0:
        return
    while True:
        ended, status = os.wait()
        if ended == child:
            os._exit(os.waitstatus_to_exitcode(status) % 256)
