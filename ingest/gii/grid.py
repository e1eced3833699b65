"""The cells of a CALS table in their columns (OASIS TM 9502:1995, the exchange model gii-norm takes over)."""

from lxml import etree


def grid(group: etree._Element) -> list[list[etree._Element | None]]:
    """Return the rows of a ``tgroup``, each with its cells by column and None where no cell begins.

    A cell that spans columns or rows stands in its first column of its first row.
    """
    columns = {spec.get("colname", ""): index for index, spec in enumerate(group.iterfind("colspec"))}
    rows: list[list[etree._Element | None]] = []
    taken: dict[int, int] = {}
    for row in group.iter("row"):
        cells: dict[int, etree._Element] = {}
        at = 0
        for entry in row.iterfind("entry"):
            first = columns.get(entry.get("namest") or entry.get("colname") or "", at)
            while first in cells or (first == at and taken.get(first, 0) > 0):
                first += 1
            cells[first] = entry
            at = max(first, columns.get(entry.get("nameend", ""), first)) + 1
            below = entry.get("morerows", "")
            taken.update(dict.fromkeys(range(first, at), int(below) + 1 if below.isdecimal() else 1))
        rows.append([cells.get(index) for index in range(max(cells, default=-1) + 1)])
        taken = {column: left - 1 for column, left in taken.items()}
    return rows
