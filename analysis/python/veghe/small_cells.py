"""Which simulated cells may not be shown (docs/responsible-use.md, "What is published"): a frame by itself."""

SMALLEST = 5  # cases over all replicates together
SLACK = 3  # what a sum of hidden cells has more than cells that are known not to be empty


def is_small(cases):
    """Whether somebody, and fewer than five, would be told of."""
    return 0 < cases < SMALLEST


def _safe(cells, hidden):
    """Whether what is hidden keeps its secret when its sum is known: of two cells or more, in every column large enough."""
    inside = [cells[name] for name in hidden]
    for column in zip(*inside):
        cases, filled = sum(column), sum(1 for entry in column if entry > 0)
        if 0 < cases < max(SMALLEST, filled + SLACK):
            return False
    return len(inside) != 1


def kept_back(cells, always=()):
    """The cells of one table with a published total that may not be shown.

    cells   each with its cases over all replicates: one entry for each scenario, and period where it is a table by period
    always  cells that are kept back whatever their size
    returns the cells of one to four cases in some entry, and as many more, the smallest first, until their sum tells nothing; all of
            them, and with them their total, where that cannot be reached"""
    hidden = {name for name, cases in cells.items() if name in set(always) or any(map(is_small, cases))}
    while hidden and not _safe(cells, hidden):
        left = [(min(entry for entry in cases if entry > 0), name) for name, cases in cells.items()
                if name not in hidden and any(entry > 0 for entry in cases)]
        if not left:
            return set(cells)
        hidden.add(min(left)[1])
    return hidden


def small_series(cells, years):
    """Whether a series goes as a whole: some period, or what the periods leave of their year, is one to four cases.

    cells   cases of each period of one scenario, over all replicates
    years   cases of each calendar year of the same"""
    beside = dict(years)
    for period, cases in cells.items():
        beside[period[:4]] = beside.get(period[:4], 0) - cases
    return any(map(is_small, cells.values())) or any(map(is_small, beside.values())) or any(map(is_small, years.values()))
