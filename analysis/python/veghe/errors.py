"""What goes wrong, said like the program says it: where, what, what to try."""


class VegheError(Exception):
    """A file, folder or argument that cannot be taken. The text reads `where: [id] what; what to try`."""

    def __init__(self, where, id, what, remedy):
        self.where, self.id, self.what, self.remedy = str(where), id, what, remedy
        super().__init__(f"{self.where}: [{id}] {what}; {remedy}")


class LedgerError(VegheError, TypeError):
    """A true and a registered quantity were about to become one number."""


class DisclosureError(VegheError):
    """What was asked for may not be published."""


def nearest(name, names):
    """The end of a message: what there is, the nearest name first."""
    import difflib

    names = [str(known) for known in names]
    close = difflib.get_close_matches(str(name), names, n=1, cutoff=0.5)
    return (f"nearest is {close[0]!r}; " if close else "") + "there is " + (", ".join(names) or "none")
