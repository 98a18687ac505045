"""Posts: what people wrote elsewhere and an article shows whole, and whose name stands behind or above it.

Posts of social networks are signed behind their text, "Not one more. — Ray Colby (@SenColby) May 3, 2018",
and letters below it; comments and replies of readers, and the tapes of a radio script, have a label above it.
The items of a list of voices begin with theirs: "• Ann Orr, a baker: Never.".
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from stance.reading.grammar import grammar
from stance.reading.mentions import Kind
from stance.reading.phrases import mentions_of
from stance.reading.tokens import tokens_of
from stance.reading.turns import NAME, STAMP
from stance.reading.vocabulary import vocabulary
from stance.text.capitals import compiled
from stance.text.sentences import Span, trimmed

_SIGNED = re.compile(  # from the handle on; what stands before it is looked at then
    r"\((?P<handle>@\w{1,30}(?:@[\w.]{3,40})?)\)"
    r"(?P<date>[ ,·|]*(?:on )?(?:[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+\.?,? \d{4}))?"
)
_SIGNER = re.compile(  # nothing but a name, perhaps with a title
    r"(?:^|\s)(?:[—–]|--?)\s?(?P<name>[^\W\d_a-zß-ÿ][\w.'’&-]*,?(?: (?:(?:of|the|de|van|von|al|for) )*"
    r"(?:[^\W\d_a-zß-ÿ][\w.'’&-]*|\([A-Z]{1,5}\))){0,6})\s?$"
)
_HEADER = re.compile(  # alone on its line above a post: "Ann Orr (@annorr)"
    r"(?P<name>[^\W\d_a-zß-ÿ][\w.'’-]*(?: [\w.'’-]+){1,3}) \((?P<handle>@\w{1,30})\)"
)
_SHARED = re.compile(r"(?:RT|rt) @(?P<name>\w{1,30}):?\s+(?=\S)")  # "RT @annorr: …"
_LEADS_IN = re.compile(r"(?P<lead>[^:\n]{3,200}:)\s+(?=\S)")
_LONGEST_SIGNER = 70  # characters
_MOST_SIGNED = 4  # paragraphs of one post
_AGO = r"(?:\d{1,3}|an?) ?(?:[smhdw]|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago\b"
_COMMENT = re.compile(
    r"(?P<sure>(?:Reply|Post|Comment|Response) ?#?\d+ ?(?::|by|from) ?(?P<replying>[^\s(,|]+)[^\n]{0,80}"
    r"|(?P<poster>\S+) \(\d[\d,.]*\+? posts\)[^\n]{0,60})"
    rf"|(?P<user>[^\s·•|\n][^·•|\n]{{0,40}}?) ?[·•|—–,-]? ?{_AGO}[^\n]{{0,30}}"
)
_TIME_ALONE = re.compile(
    rf"{_AGO}|(?:[A-Z][a-z]+ \d{{1,2}}, \d{{4}}|\d{{1,2}} [A-Z][a-z]+ \d{{4}}),? at \d{{1,2}}:\d\d"
    r"(?: ?[apAP][mM])?"
)
_USER = re.compile(r"(?P<user>\S+(?: \S+){0,2}?)(?: (?:says|wrote|writes):?)?")
_TAPE = compiled(
    r"/{0,3} ?(?:(?:FIRST|SECOND|THIRD|FOURTH|OPT|BEGIN|MALE|FEMALE) )*+(?!END\b)"
    r"(?P<name>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+ ){1,4}?)ACT(?:UALITY)?\b[^/\n]{0,60}/{2,3}"
)
_ENDS_TAPE = re.compile(r"/{2,3}|[A-Z]{4,}:")
_GREETING = compiled(
    r"(?:(?:Dear )?(?:Sirs?|Madam|SIR)(?:,? or Madam)?|Dear [A-ZÀ-Þ][^,:.\n]{2,60}|(?:To the )?Editor"
    r"|TO THE EDITOR)(?: ?[,:]? ?[–—]|:| ?[,–—]?(?=\n|$))"  # "Sir, —", "Dear Editor," alone on its line
)
_CLOSING = re.compile(
    r"(?:Yours|Sincerely|Respectfully|Regards|With (?:best|kind|warm)|Best (?:wishes|regards)|Signed)\b"
    r"[^\n]{0,40}"
)
_BELOW = compiled(  # whose name stands below a letter: "Ann Orr", "Prof ANN ORR, Leeds", "(Dr) J. Orr"
    r"(?:[—–-]{1,2} ?)?(?:\(?[A-Z][a-z]{1,4}\.?\)? )?"
    r"(?P<name>[A-ZÀ-Þ][\w.'’\-]*+(?: (?:(?:de|van|von|der|al|el|bin) )*+[A-ZÀ-Þ][\w.'’\-]*+){1,3})"
    r"(?: \([^)\n]{1,40}\))?(?:[,\n][^\n.?!]{2,60})?"
)
_LETTERS = re.compile(
    r"(?i)(?:your |our |readers?[’']? |today[’']s )?(?:letters|(?P<one>letter))"
    r"(?: (?:page|to the editor|of the day))?(?::|:[^\n]+)?"  # "Letters: Leave Mali"
)
_VOICE = compiled(  # who speaks in an item, with what they are: "• Ann Orr, retired U.S. envoy: "
    rf"[•*●▪‣◦·–—-] ?(?P<name>{NAME})(?:,(?:[^:\n.?!]|(?<=[A-Z])\.){{2,80}}| \([^)\n]{{1,60}}\)):\s+(?=\S)"
)
_STATED = compiled(  # alone above what somebody said: "Ann Orr (Greens)", "Senator Ann Orr, party leader"
    rf"(?P<name>{NAME})(?: \([^)\n]{{1,60}}\)|,[^\n:?!]{{2,80}})?:?"
)
_OPENS = tuple('“"«„‘')
_CLOSES = "”\"»“’'"
_FEWEST_VOICES = 2
_FROM = compiled(rf"From:\s+(?P<name>{NAME})(?: ?[<\[(][^\n]*)?")
_HEAD_OF_MAIL = re.compile(r"(?:To|Cc|Date|Sent|Subject|Reply-To):\s[^\n]*")
_WROTE = compiled(rf"On [^\n]{{4,60}}?,? (?P<name>{NAME})(?: <[^>\n]*>)? wrote:")
_CITED = re.compile(r">\s*(?=\S)")
_LONGEST_LETTER = 12  # paragraphs
_LONGEST_LABEL = 120  # characters


class Post(NamedTuple):
    """What somebody wrote or said elsewhere, without signature or label, and the name that stands there.

    ``handle``: the signer's in a social network; ``goes_on``: whether more paragraphs may be part of it.
    """

    body: Span
    name: str
    handle: str = ""
    goes_on: bool = False


def find_posts(text: str, spans: Sequence[Span]) -> tuple[list[Span], dict[int, Post]]:
    """Return the paragraphs, with each post a paragraph of its own, and the post that begins at a place."""
    spans, posts = _signed(text, spans) if "(@" in text else (list(spans), {})
    for start, post in _headed(text, spans).items() if "(@" in text else ():
        posts.setdefault(start, post)
    for span in spans:
        if shared := _SHARED.match(text, *span):
            post = Post(Span(shared.end(), span.end), shared["name"], f"@{shared['name']}")
            posts.setdefault(span.start, post)
    for start, post in _letters(text, spans).items():
        posts.setdefault(start, post)
    for start, post in (_voices(text, spans) | _stated(text, spans) | _mails(text, spans)).items():
        posts.setdefault(start, post)
    labels = _labels(text, spans)
    if not any(labels):
        return spans, posts
    found: list[Span] = []
    for span, name in zip(spans, labels, strict=True):
        above = posts.get(found[-1].start) if found else None
        if name is None and above is not None and above.goes_on and above.body.start == above.body.end:
            found[-1] = Span(found[-1].start, span.end)
            posts[found[-1].start] = above._replace(body=span)
            continue
        found.append(span)
        if name is not None:
            posts[span.start] = Post(Span(span.end, span.end), name, goes_on=True)
    return found, posts


def _signed(text: str, spans: Sequence[Span]) -> tuple[list[Span], dict[int, Post]]:
    """Part paragraphs behind the signatures of posts and before the posts."""
    found: list[Span] = []
    posts: dict[int, Post] = {}
    for span in spans:
        begin = span.start
        for match in _SIGNED.finditer(text, *span):
            near = max(begin, match.start() - _LONGEST_SIGNER)
            signer = _SIGNER.search(text[near : match.start()])
            if signer is None or not _is_signature(text, begin, near + signer.start(), match):
                continue
            post = trimmed(text, begin, near + signer.start())
            if post.start == post.end:
                _sign_above(text, found, posts, Post(post, signer["name"], match["handle"]))
                found.append(Span(begin, match.end()))
                posts[begin] = Post(Span(match.end(), match.end()), signer["name"], match["handle"])
            else:
                if (lead := _LEADS_IN.match(text, *post)) and _is_said(lead["lead"]):
                    found.append(Span(post.start, lead.end("lead")))
                    post = Span(lead.end(), post.end)
                found.append(Span(post.start, match.end()))
                posts[post.start] = Post(post, signer["name"], match["handle"])
            begin = trimmed(text, match.end(), span.end).start
        if begin < span.end:
            found.append(Span(begin, span.end))
    return found, posts


def _is_signature(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Say whether a name and a handle sign what stands before: at its end, or a new sentence follows."""
    before, behind = text[begin:end].rstrip(), text[match.end() : match.end() + 3].lstrip(" ")
    if match["date"] is not None or behind[:1] in ("", "\n"):
        return True
    return behind[0].isupper() and (not before or not (before[-1].isalnum() or before[-1] in ",;:"))


def _sign_above(text: str, found: Sequence[Span], posts: dict[int, Post], post: Post) -> None:
    """Sign what stands above a signature on a line of its own: back to what leads in, else one paragraph."""
    above = [
        *itertools.takewhile(
            lambda span: span.start not in posts and text[span.end - 1] != ":",
            reversed(found[-_MOST_SIGNED:]),
        )
    ]
    led_in = len(above) < len(found[-_MOST_SIGNED:])
    for span in above if led_in else above[:1]:
        posts[span.start] = post._replace(body=span)


def _headed(text: str, spans: Sequence[Span]) -> dict[int, Post]:
    """Return the posts between whose name and handle stand on a line above them and the date below them."""
    posts: dict[int, Post] = {}
    for i, span in enumerate(spans):
        header = _HEADER.fullmatch(text, *span)
        if header is None:
            continue
        below = spans[i + 1 : i + 2 + _MOST_SIGNED]
        dated = next((k for k, line in enumerate(below) if k and STAMP.fullmatch(text, *line)), None)
        if dated is not None:
            ends = {line.start: Post(Span(line.end, line.end), "") for line in (span, below[dated])}
            name, handle = header["name"], header["handle"]
            posts |= ends | {line.start: Post(line, name, handle) for line in below[:dated]}
    return posts


def _letters(text: str, spans: Sequence[Span]) -> dict[int, Post]:
    """Return the paragraphs of letters: from a greeting, or on a page of letters, to the name below them."""
    lines = [text[slice(*span)] if span.end - span.start <= _LONGEST_LABEL else "" for span in spans]
    title = {i: match for i, line in enumerate(lines) if (match := _LETTERS.fullmatch(line))}
    page = min(title, default=len(lines))
    counts = Counter(lines)
    posts: dict[int, Post] = {}
    first: int | None = None
    greeted = page in title and title[page]["one"] is not None  # else a page of letters must have two
    signers: set[str] = set()
    for i, line in enumerate(lines):
        if _GREETING.match(text, *spans[i]):
            first, greeted = i, True
        elif first is None and i > page and (not line or line[-1] in '.?!”’"'):
            first = i  # no heading
        alone = first is not None and first < i and counts[line] == 1
        below = _BELOW.fullmatch(line) if alone else None
        if below and first is not None and text[spans[i - 1].end - 1] in '.?!,”’"':
            letter = [span for k, span in enumerate(spans[first:i], start=first) if not _closes(lines[k])]
            posts |= {span.start: Post(span, below["name"]) for span in letter}
            signers.add(below["name"])
            first = None
        elif first is not None and i - first > _LONGEST_LETTER:
            first = None
    return posts if greeted or len(signers) > 1 else {}


def _voices(text: str, spans: Sequence[Span]) -> dict[int, Post]:
    """Return the items of a list that each give the words of a person who is presented before a colon."""
    matches = {span: match for span in spans if (match := _VOICE.match(text, *span))}
    found = {
        span.start: Post(Span(match.end(), span.end), match["name"])
        for span, match in matches.items()
        if _is_person(match["name"])
    }
    return found if len(found) >= _FEWEST_VOICES else {}


def _stated(text: str, spans: Sequence[Span]) -> dict[int, Post]:
    """Return the statements of people that each stand in quotation marks below a line with the name."""
    posts: dict[int, Post] = {}
    names: set[str] = set()
    for i, span in enumerate(spans):
        if span.end - span.start > _LONGEST_LABEL or not (match := _STATED.fullmatch(text, *span)):
            continue
        lines = spans[i + 1 : i + _LONGEST_LETTER]
        below = list(itertools.takewhile(lambda line: text.startswith(_OPENS, line.start), lines))
        if below and text[below[-1].end - 1] in _CLOSES and _is_person(match["name"]):
            names.add(match["name"])
            posts[span.start] = Post(Span(span.end, span.end), "")
            for line in below:
                body = Span(line.start + 1, line.end - (text[line.end - 1] in _CLOSES))
                posts[line.start] = Post(body, match["name"])
    return posts if len(names) >= _FEWEST_VOICES else {}


def _mails(text: str, spans: Sequence[Span]) -> dict[int, Post]:
    """Return the paragraphs of an e-mail: the sender's below the head of it, and those that it cites."""
    posts: dict[int, Post] = {}
    sender = cited = ""
    for span, below in itertools.zip_longest(spans, spans[1:], fillvalue=Span(0, 0)):
        head = _FROM.fullmatch(text, *span)
        if head is not None and _HEAD_OF_MAIL.fullmatch(text, *below):
            sender, cited = head["name"], ""
            posts[span.start] = Post(Span(span.end, span.end), "")
        elif sender and _HEAD_OF_MAIL.fullmatch(text, *span):
            posts[span.start] = Post(Span(span.end, span.end), "")
        elif (wrote := _WROTE.fullmatch(text, *span)) is not None and _CITED.match(text, *below):
            cited = wrote["name"]
        elif (mark := _CITED.match(text, *span)) is not None and cited:
            posts[span.start] = Post(Span(mark.end(), span.end), cited)
        elif sender:
            posts[span.start] = Post(span, sender)
    return posts


def _is_person(name: str) -> bool:
    mentions = mentions_of(tokens_of(name, 0, len(name)))
    return len(mentions) == 1 and mentions[0].kind is Kind.PERSON and mentions[0].end == len(name)


def _closes(line: str) -> bool:
    """Say whether a line takes leave at the end of a letter: "Yours faithfully,"."""
    return line != "" and _CLOSING.fullmatch(line) is not None


def _is_said(lead: str) -> bool:
    """Say whether what stands before a colon tells that somebody writes or says what comes next."""
    words = re.findall(r"[^\W\d_]+", lead.lower())
    return any(word in grammar().writing or word in vocabulary().speech for word in words)


def _labels(text: str, spans: Sequence[Span]) -> list[str | None]:
    """Return whom each paragraph names that is the label of a comment or of a tape and nothing else."""
    lines = [text[slice(*span)] if span.end - span.start <= _LONGEST_LABEL else "" for span in spans]
    tapes = [_TAPE.fullmatch(line) if line.endswith("//") else None for line in lines]
    comments = [
        _COMMENT.fullmatch(line) if " ago" in line or "#" in line or "posts)" in line else None
        for line in lines
    ]
    comments = [None if match and _is_stamp(match["user"] or "") else match for match in comments]
    users = [match["user"] for match in comments if match and match["user"]]
    many = sum(is_nick(user) for user in users) > 0 or any("comment" in line.lower() for line in lines)
    found: list[str | None] = []
    for tape, match in zip(tapes, comments, strict=True):
        name = match and (match["replying"] or match["poster"] or (match["user"] if many else None))
        found.append(tape["name"].strip() if tape else name or None)
    timed = [i for i, line in enumerate(lines) if i and _TIME_ALONE.fullmatch(line)]
    above = {i: _USER.fullmatch(lines[i - 1]) for i in timed}
    named = [match["user"] for match in above.values() if match and _may_be_user(match["user"])]
    if len(timed) > 1 and len(named) == len(timed) and any(map(is_nick, named)):  # "joe_k", "3 hours ago"
        for i, user in above.items():
            found[i - 1] = found[i] = user and user["user"]
    return found


def _is_stamp(user: str) -> bool:
    """Say whether what stands before a time is no user: "Published 2 hours ago", "1" of "12 hours ago"."""
    word = user.lower().partition(" ")[0]
    return word in grammar().stamps or user.isdigit() or user in ("(", "[")


def _may_be_user(user: str) -> bool:
    """Say whether words may be a user: one word, or a name whose words have capitals, no heading."""
    return not _is_stamp(user) and all(word[0].isupper() or " " not in user for word in user.split())


def is_nick(user: str) -> bool:
    """Say whether a name is one of those that people give themselves: "joe_k", "tomcat77"."""
    return " " not in user and (user[0].islower() or not user.replace("-", "").isalpha())


def ends_post(text: str, span: Span) -> bool:
    """Say whether a paragraph ends the tape before it: "/// END ACT ///", "TEXT: …"."""
    return _ENDS_TAPE.match(text, *span) is not None
