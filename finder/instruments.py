"""PHQ-9, GAD-7 and PEG in their published wording, with their published scoring, and a source for each rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finder.text import _


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is published."""

    what: str
    cite: str
    year: int
    url: str


@dataclass(frozen=True, slots=True)
class Band:
    """A published range of scores, both ends in it."""

    low: int
    high: int
    label: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire in its published wording.

    An answer is a whole number from 0 to `most`; `answers` are the words of each, or of the two ends (then `ends` has
    them for each item). The score is the sum of the answers, or their mean where `mean`; `top` is the highest.
    """

    key: str
    name: str
    about: str
    stem: str
    items: tuple[str, ...]
    most: int
    answers: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    mean: bool
    bands: tuple[Band, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def top(self) -> int:
        """The highest score."""
        return self.most if self.mean else self.most * len(self.items)


_HOW_OFTEN = (_("Not at all"), _("Several days"), _("More than half the days"), _("Nearly every day"))
_INTERFERES = (_("Does not interfere"), _("Completely interferes"))

#: Bands and wording: Kroenke, Spitzer, Williams 2001. The form itself says "No permission required to reproduce,
#: translate, display or distribute".
PHQ9 = Instrument(
    "phq9",
    _("PHQ-9"),
    _("depression"),
    _("Over the last 2 weeks, how often have you been bothered by any of the following problems?"),
    (
        _("Little interest or pleasure in doing things"),
        _("Feeling down, depressed, or hopeless"),
        _("Trouble falling or staying asleep, or sleeping too much"),
        _("Feeling tired or having little energy"),
        _("Poor appetite or overeating"),
        _("Feeling bad about yourself — or that you are a failure or have let yourself or your family down"),
        _("Trouble concentrating on things, such as reading the newspaper or watching television"),
        _(
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or"
            " restless that you have been moving around a lot more than usual"
        ),
        _("Thoughts that you would be better off dead or of hurting yourself in some way"),
    ),
    3,
    _HOW_OFTEN,
    (),
    False,
    (
        Band(0, 4, _("none or minimal")),
        Band(5, 9, _("mild")),
        Band(10, 14, _("moderate")),
        Band(15, 19, _("moderately severe")),
        Band(20, 27, _("severe")),
    ),
    (
        Source(
            _("Questions, scoring and bands"),
            "Kroenke, Spitzer, Williams. J Gen Intern Med 16:606-613",
            2001,
            "https://doi.org/10.1046/j.1525-1497.2001.016009606.x",
        ),
        Source(
            _("A change of 5 points matters"),
            "Löwe and others. Med Care 42:1194-1201",
            2004,
            "https://doi.org/10.1097/00005650-200412000-00006",
        ),
        Source(
            _("Response (half, from 10 or more) and remission (under 5)"),
            "Coley and others. Psychiatr Serv 71",
            2020,
            "https://doi.org/10.1176/appi.ps.201900295",
        ),
    ),
    (
        _("A change of 5 points or more is the published mark of one that matters."),
        _("From 10 or more, a drop by half is called a response, and a score under 5 is called remission."),
    ),
)

#: Spitzer, Kroenke, Williams, Löwe 2006: cut points 5, 10 and 15.
GAD7 = Instrument(
    "gad7",
    _("GAD-7"),
    _("anxiety"),
    _("Over the last 2 weeks, how often have you been bothered by the following problems?"),
    (
        _("Feeling nervous, anxious, or on edge"),
        _("Not being able to stop or control worrying"),
        _("Worrying too much about different things"),
        _("Trouble relaxing"),
        _("Being so restless that it is hard to sit still"),
        _("Becoming easily annoyed or irritable"),
        _("Feeling afraid as if something awful might happen"),
    ),
    3,
    _HOW_OFTEN,
    (),
    False,
    (
        Band(0, 4, _("minimal")),
        Band(5, 9, _("mild")),
        Band(10, 14, _("moderate")),
        Band(15, 21, _("severe")),
    ),
    (
        Source(
            _("Questions, scoring and bands"),
            "Spitzer, Kroenke, Williams, Löwe. Arch Intern Med 166:1092-1097",
            2006,
            "https://doi.org/10.1001/archinte.166.10.1092",
        ),
        Source(
            _("A change of 4 points matters"),
            "Toussaint and others. J Affect Disord 265:395-401",
            2020,
            "https://doi.org/10.1016/j.jad.2020.01.032",
        ),
    ),
    (_("A change of about 4 points is the published mark of one that matters."),),
)

#: Krebs and others 2009 (open access): the mean of three answers. It has no published bands, so none are shown.
PEG = Instrument(
    "peg",
    _("PEG"),
    _("pain"),
    _("About the past week. Choose a number from 0 to 10."),
    (
        _("What number best describes your pain on average in the past week?"),
        _("What number best describes how, during the past week, pain has interfered with your enjoyment of life?"),
        _("What number best describes how, during the past week, pain has interfered with your general activity?"),
    ),
    10,
    (),
    ((_("No pain"), _("Pain as bad as you can imagine")), _INTERFERES, _INTERFERES),
    True,
    (),
    (
        Source(
            _("Questions and scoring"),
            "Krebs and others. J Gen Intern Med 24:733-738",
            2009,
            "https://doi.org/10.1007/s11606-009-0981-1",
        ),
        Source(
            _("A drop of 30% matters (pain in general)"),
            "Dworkin and others. J Pain 9:105-121",
            2008,
            "https://doi.org/10.1016/j.jpain.2007.09.005",
        ),
        Source(
            _("About 1 point is the least people notice"),
            "Reed and others. J Pain 25:142-152",
            2024,
            "https://doi.org/10.1016/j.jpain.2023.07.028",
        ),
    ),
    (
        _("A drop of 30% or more is the published mark of one that matters."),
        _("About 1 point is the least that people notice. The PEG has no published bands."),
    ),
)

INSTRUMENTS: Mapping[str, Instrument] = {instrument.key: instrument for instrument in (PHQ9, GAD7, PEG)}

#: The number of the PHQ-9 question about being better off dead or hurting oneself.
ITEM_9 = 9

#: Meaningful change in points (Löwe 2004; Toussaint 2020), and for the PEG the least noticed (Reed 2024).
POINTS = {"phq9": 5, "gad7": 4, "peg": 1}


@dataclass(frozen=True, slots=True)
class Result:
    """What some answers come to: `total` and `band` are None unless every question is answered.

    `missing` are the numbers of the questions without an answer. Some people fill in up to two missing PHQ-9 answers
    with the mean of the others; the original paper has no such rule, and a blank at question 9 must not be smoothed
    over, so no score is given.
    """

    total: float | None
    band: Band | None
    missing: tuple[int, ...]


def score(instrument: Instrument, answers: Sequence[int | None]) -> Result:
    """The score by the published rule: the sum, or for the PEG the mean, to one decimal.

    Raises ValueError for a wrong number of answers or an answer out of range.
    """
    if len(answers) != len(instrument.items):
        raise ValueError(
            _("{name} has {n} questions; here are {k} answers.").format(
                name=instrument.name, n=len(instrument.items), k=len(answers)
            )
        )
    for number, answer in enumerate(answers, 1):
        if answer is not None and not 0 <= answer <= instrument.most:
            raise ValueError(
                _("The answer to question {number} of {name} must be 0 to {most}, not {answer}.").format(
                    number=number, name=instrument.name, most=instrument.most, answer=answer
                )
            )
    missing = tuple(number for number, answer in enumerate(answers, 1) if answer is None)
    if missing:
        return Result(None, None, missing)
    total = sum(answer or 0 for answer in answers)
    if instrument.mean:
        return Result(round(total / len(answers), 1), None, ())
    return Result(total, next(band for band in instrument.bands if band.low <= total <= band.high), ())


def number(total: float) -> str:
    """A score as people write it: 12, or 6.3 for a mean."""
    return f"{total:.1f}".removesuffix(".0")
