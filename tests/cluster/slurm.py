"""A real Slurm of one node in a room of its own (room.py): munge, controller and node daemon as children of the test."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import room

PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "scancel", "sinfo"]
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"  # where Debian keeps the daemons
CPUS = 8  # that Slurm gives away, whatever the machine has: tests are about faults, not about speed

# Every wait of Slurm that can be shortened is; what is left is that time limits are counted in minutes.
CONFIGURATION = """\
ClusterName=veghe
SlurmctldHost={host}({address})
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=cred_expire=5
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc={folder}/ended.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
ReturnToService=2
MpiDefault=none
KillWait={kill_wait}
SlurmdTimeout={daemon_timeout}
BatchStartTimeout=5
CompleteWait=0
MinJobAge=3600
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/controller.pid
SlurmdPidFile={folder}/node.pid
NodeName={host} NodeAddr={address} CPUs={cpus} RealMemory=4000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP PriorityTier=10 PreemptMode=OFF
PartitionName=spare Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=REQUEUE GraceTime={grace}
PartitionName=urgent Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=20 PreemptMode=OFF
"""


def missing():
    """Programs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]


def wait_until(holds, limit_s, what):
    """Asks again and again. \\return what `holds` returned when it was true"""
    end = time.monotonic() + limit_s
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {limit_s} s")
        time.sleep(0.1)


class Slurm:
    """Use as a context; the folder is on the room's /run."""

    def __init__(self, grace=10, kill_wait=5, daemon_timeout=10):
        self.folder = pathlib.Path("/run/veghe-slurm")
        shutil.rmtree(self.folder, ignore_errors=True)  # of the Slurm before
        self.daemons = {}
        for name in ["state", "spool"]:
            (self.folder / name).mkdir(parents=True)
        self.configuration = self.folder / "slurm.conf"
        self.configuration.write_text(CONFIGURATION.format(
            host=room.HOST, address=room.ADDRESS, folder=self.folder, cpus=CPUS, grace=grace, kill_wait=kill_wait,
            daemon_timeout=daemon_timeout), encoding="utf-8")
        os.environ["SLURM_CONF"] = str(self.configuration)
        os.environ["PATH"] = PATH

    def __enter__(self):
        try:
            self.start_munge()
            self.start("controller", ["slurmctld", "-D", "-c"])
            self.start("node", ["slurmd", "-D"])
            wait_until(self.is_idle, 30, "the node is idle")
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            print(self.logs(), flush=True)
        for daemon in reversed(self.daemons.values()):
            daemon.terminate()
        for daemon in self.daemons.values():
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()

    def start_munge(self):
        """With a key that this room alone knows."""
        socket_folder = pathlib.Path("/run/munge")
        socket_folder.mkdir(mode=0o755, exist_ok=True)
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        self.start("munge", ["munged", "--foreground", "--force", f"--key-file={key}",
                             f"--socket={socket_folder}/munge.socket.2", f"--log-file={self.folder}/munged.log",
                             f"--pid-file={self.folder}/munged.pid", f"--seed-file={self.folder}/munged.seed"])
        wait_until(lambda: subprocess.run(["munge", "-n"], capture_output=True, check=False).returncode == 0, 10,
                   "munge answers")

    def start(self, name, command):
        with open(self.folder / f"{name}.log", "ab") as log:
            self.daemons[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill_node(self):
        """SIGKILL to the node daemon; the jobs that it has started go on, as they would on a real node."""
        self.daemons["node"].kill()
        self.daemons["node"].wait()

    def lose_node(self):
        """SIGKILL to the node daemon, what it has started, and all that came of that."""
        self.kill_node()
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            if is_of_a_job(process):
                os.kill(int(process.name), signal.SIGKILL)

    def start_node(self):
        self.start("node", ["slurmd", "-D"])

    def is_idle(self):
        for name, daemon in self.daemons.items():
            if daemon.poll() is not None:
                raise RuntimeError(f"the {name} daemon ended with status {daemon.returncode}")
        asked = subprocess.run(["sinfo", "-h", "-o", "%T"], capture_output=True, text=True, check=False)
        return asked.returncode == 0 and asked.stdout.split("\n")[0] == "idle"

    def logs(self, lines=25):
        text = ""
        for log in sorted(self.folder.glob("*.log")):
            text += f"-- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) + "\n"
        return text

    def submit(self, *arguments):
        """\\return the job's number"""
        return int(ask("sbatch", "--parsable", f"--chdir={self.folder}", *arguments).split(";")[0])

    def show(self, job):
        """What Slurm knows of a job: one table a task of an array."""
        answer = subprocess.run(["scontrol", "-o", "show", "job", str(job)], capture_output=True, text=True, check=False)
        return [dict(re.findall(r"(\w[\w/:]*)=(\S*)", line)) for line in answer.stdout.splitlines() if "JobId=" in line]

    def states(self, job):
        return sorted(record["JobState"] for record in self.show(job))

    def is_over(self, job):
        """Whether no task of the job waits, runs or is being ended."""
        return ask("squeue", "-h", "-r", "-t", "all", "-j", str(job), "-o", "%T").split() and not ask(
            "squeue", "-h", "-r", "-j", str(job), "-o", "%T").split()

    def wait_over(self, job, limit_s):
        wait_until(lambda: self.is_over(job), limit_s, f"job {job} is over")
        return self.show(job)


def is_of_a_job(process):
    """Whether a folder of /proc is that of a process that Slurm has started on the node."""
    try:
        if process.joinpath("comm").read_text(encoding="utf-8").strip() == "slurmstepd":
            return True
        return b"\0SLURM_JOB_ID=" in b"\0" + process.joinpath("environ").read_bytes()
    except OSError:
        return False  # it ended meanwhile


def is_rank(process, rank):
    """Whether a folder of /proc is that of the program that srun has started as the task of this number."""
    try:
        return (process.joinpath("comm").read_text(encoding="utf-8").strip() == "veghe"
                and f"\0SLURM_PROCID={rank}\0".encode() in b"\0" + process.joinpath("environ").read_bytes()
                and b"\0SLURM_STEP_ID=" in b"\0" + process.joinpath("environ").read_bytes())
    except OSError:
        return False  # it ended meanwhile


def ask(*command):
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {answer.stderr.strip()}")
    return answer.stdout
