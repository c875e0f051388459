"""What templates show by the hundred."""


class Shown:
    """A row that a template finds the fields of at the first try.

    A template asks for `row["label"]` before it asks for `row.label`, and to be told that there is no
    such thing takes four times as long as the answer: a long page asks five thousand times.
    """

    __slots__ = ()
    __getitem__ = object.__getattribute__
