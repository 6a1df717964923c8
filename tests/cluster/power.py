"""A model of what is on a disk when the power goes: of what the trace of a program says (faults.c, VEGHE_FAULT_TRACE), all that was
not brought to the disk is lost.

A file keeps what it held when it was last synced, and a folder the names that it had when it was last synced. Between the two extremes
that a file system may choose, names that are lost until their folder is synced (`late`) and names that are there at once (`early`),
every mixture is a state that one of them allows.
"""

import pathlib


class File:
    def __init__(self):
        self.now, self.synced = bytearray(), b""


class Folder:
    def __init__(self):
        self.now, self.synced = {}, {}  # name: node


class Disk:
    def __init__(self, root):
        """\\param root  a folder, with all that it holds on the disk"""
        self.root = pathlib.Path(root)
        self.files = {}  # by inode
        self.top = self._as_it_is(self.root)

    def _as_it_is(self, path):
        if path.is_dir():
            folder = Folder()
            folder.now = {entry.name: self._as_it_is(entry) for entry in path.iterdir()}
            folder.synced = dict(folder.now)
            return folder
        file = self.files[path.stat().st_ino] = File()
        file.now, file.synced = bytearray(path.read_bytes()), path.read_bytes()
        return file

    def _folder(self, path):
        node = self.top
        for name in pathlib.Path(path).relative_to(self.root).parts:
            node = node.now[name]
        return node

    def _name(self, path):
        path = pathlib.Path(path)
        return self._folder(path.parent).now, path.name

    def call(self, line):
        """Does what a line of the trace says."""
        kind, *rest = line.rstrip("\n").split("\t")
        if kind in ("create", "mkdir"):
            folder, name = self._name(rest[1])
            folder[name] = File() if kind == "create" else Folder()
            if kind == "create":
                self.files[int(rest[0])] = folder[name]
        elif kind == "write":
            file, at, data = self.files[int(rest[0])], int(rest[1]), bytes.fromhex(rest[2])
            file.now.extend(bytes(max(0, at - len(file.now))))
            file.now[at:at + len(data)] = data
        elif kind == "truncate":
            file, length = self.files[int(rest[0])], int(rest[1])
            del file.now[length:]
            file.now.extend(bytes(length - len(file.now)))
        elif kind == "sync":
            file = self.files[int(rest[0])]
            file.synced = bytes(file.now)
        elif kind == "sync_folder":
            folder = self._folder(rest[1])
            folder.synced = dict(folder.now)
        elif kind == "rename":
            (before, old), (after, new) = self._name(rest[0]), self._name(rest[1])
            after[new] = before.pop(old)
        elif kind == "unlink":
            folder, name = self._name(rest[0])
            folder.pop(name, None)
        else:
            raise ValueError(line)

    def after_power(self, early):
        """Path: bytes of every file that is there when the power is back. \\param early  names were on the disk at once"""
        found = {}

        def walk(node, path):
            for name, inside in (node.now if early else node.synced).items():
                if isinstance(inside, Folder):
                    walk(inside, f"{path}{name}/")
                else:
                    found[path + name] = inside.synced

        walk(self.top, "")
        return found
