"""Write the example post in four formats: `python scripts/example_documents.py --write`.

One text and one list of references become `examples/article.txt`, `.html`, `.md` and `.docx`, so that what refcheck
says of them can only differ by their format. `--check` writes nothing and fails if a file is missing or stale. The
references are those of `refs.bib`, with what a citation manager did to them: shortened lists of authors, a page range
that was cut off, no DOI.
"""

from __future__ import annotations

import argparse
import html
import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

DIRECTORY = Path(__file__).parents[1] / "examples"


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


TITLE = "Feeling With Others: What Psychedelics May Do for Empathy"
BODY = _paragraphs("""
Anyone who has sat with a friend through a bad night knows that understanding somebody and feeling with somebody are
two abilities. Psychologists call the first cognitive and the second emotional empathy. Both can be measured, both
can be trained, and both suffer when people are depressed, lonely or afraid. Lately a question that used to be asked
at festivals has moved into laboratories: can a psychedelic drug, given once and under supervision, help people to
care?

## What has been tried

The tools are simple. Volunteers look at photographs of faces and situations, say what the person in the picture
feels, and rate how much they feel it themselves. In one such experiment Pokorny et al. (2017) gave LSD to healthy
adults and found that they shared the emotions of others more strongly, while their moral judgements stayed as they
were. A retreat in the Netherlands offered a less tidy setting. There, Mason et al. (2019) tested guests on the
evening before, the morning after and a week later, and saw well-being and creative thinking change with the drug.

MDMA is a relative rather than a member of the family, yet it belongs in this story. Soldiers, firefighters and
police officers who had carried a trauma for years took it in two or three long sessions of psychotherapy, and many
of them afterwards spoke of a kindness towards themselves that they had lost (Mithoefer et al., 2018).

## What we do not know

Groups were small, nobody who swallows such a drug believes it to be a placebo, and few studies waited longer than a
few weeks before they asked again. Whether a warmer evening becomes a warmer life is open. Until it is answered, the
sober reading is this: under careful conditions some people feel more, for a while, and it would be worth knowing
why.
""")
CLOSING = _paragraphs("""
If this post made you think of someone, call them. No drug is needed for that, and the effect on empathy is, as far
as I can tell, large.
""")[0]
NOISE = ("Share this post", "23 views1 comment", "bottom of page")
REFERENCES = _paragraphs("""
Pokorny, T., Preller, K. H., Kometer, M., Dziobek, I., & Vollenweider, F. X. (2017). Effect of Psilocybin on Empathy
and Moral Decision-Making. *International Journal of Neuropsychopharmacology, 20*(9), 747–757.

Mason, N. L., Mischler, E., Uthaug, M. V., & Kuypers, K. P. C. (2019). Sub-Acute Effects of Psilocybin on Empathy,
Creative Thinking, and Subjective Well-Being. *Journal of Psychoactive Drugs, 51*(2), 123–134.

Mithoefer, M. C., Mithoefer, A. T., Feduccia, A. A., Jerome, L., Wagner, M., Wymer, J., ... & Doblin, R. (2018). 3,
4-methylenedioxymethamphetamine (MDMA)-assisted psychotherapy for post-traumatic stress disorder in military
veterans, firefighters, and police officers: a randomised, double-blind, dose-response, phase 2 clinical trial. *The
Lancet Psychiatry, 5*(6), 486-497.

Carhart-Harris, R. L., Bolstridge, M., Day, C. M. J., Rucker, J., Watts, R., Erritzoe, D. E., ... & Taylor, D.
(2018). Psilocybin with psychological support for treatment-resistant depression: six-month follow-up.
*Psychopharmacology, 235*(2), 399-408.

Timmermann, C., Roseman, L., Schartner, M., Milliere, R., Williams, L. T. J., Erritzoe, D., ... & Carhart-Harris, R.
L. (2019). Neural correlates of the DMT experience assessed with multivariate EEG. *Scientific Reports, 9*(1), 1-

Preller, K. H., Herdener, M., Pokorny, T., Planzer, A., Kraehenmann, R., Stampfli, P., ... & Seifritz, E. (2017).
The fabric of meaning and subjective effects in LSD-induced states depend on serotonin 2A receptor activation.
*Current Biology, 27*(3), 451-457.
""")
"""As typed; asterisks are italics, where a format has them."""
_ITALICS = re.compile(r"\*([^*]+)\*")


def as_text() -> str:
    """As copied from a web page: no heading above the list, and the page's own words around it."""
    paragraphs = [paragraph.removeprefix("## ") for paragraph in BODY]
    references = [f"  {number}. {reference.replace('*', '')}" for number, reference in enumerate(REFERENCES, 1)]
    return "\n\n".join(["top of page", TITLE, *paragraphs, *references, CLOSING, *NOISE]) + "\n"


def as_markdown() -> str:
    """As written for a site generator."""
    references = "\n".join(f"{number}. {reference}" for number, reference in enumerate(REFERENCES, 1))
    front_matter = f'---\ntitle: "{TITLE}"\ntags: [empathy, psychedelics]\n---\n'
    return "\n\n".join([front_matter.rstrip(), *BODY, "## References", references, "---", CLOSING]) + "\n"


def as_html() -> str:
    """As saved from a site: menus, a script, entities, and a list without a heading."""
    paragraphs = "\n".join(_html_paragraph(paragraph) for paragraph in BODY)
    items = "\n".join(f"    <li><p>{_html(reference)}</p></li>" for reference in REFERENCES)
    noise = "\n".join(f"  <div>{line}</div>" for line in NOISE)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{TITLE} | Notes</title>
<script>window.page = {{"posts": [{{"title": "Older <b>post</b> (2016)", "views": 23}}]}};</script>
<style>li {{ margin: 1em }}</style>
</head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/about">About me</a></li></ul></nav></header>
<main>
<article>
<h1>{TITLE}</h1>
{paragraphs}
  <ol>
{items}
  </ol>
<p>{_html(CLOSING)}</p>
</article>
{noise}
</main>
<aside><h2>Recent posts</h2><ul><li><a href="/2019/sleep">Sleep, and how to get it (2019)</a></li></ul></aside>
<footer>&copy; 2023 Notes</footer>
</body>
</html>
"""


def _html_paragraph(paragraph: str) -> str:
    if paragraph.startswith("## "):
        return f"<h2>{_html(paragraph.removeprefix('## '))}</h2>"
    return f"<p>{_html(paragraph)}</p>"


def _html(typed: str) -> str:
    return _ITALICS.sub(r"<em>\1</em>", html.escape(typed, quote=False)).replace("–", "&ndash;")


# ---------------------------------------------------------------------------------------------------------- Word

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/word/numbering.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
        '<Override PartName="/word/styles.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
        'Target="styles.xml"/></Relationships>'
    ),
    "word/numbering.xml": (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
    "word/styles.xml": (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style '
        'w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" '
        'w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>'
    ),
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def as_word() -> bytes:
    """As typed in a word processor, the list numbered by it. The same bytes every time."""
    paragraphs = [_word_paragraph(TITLE, '<w:pStyle w:val="Heading1"/>')]
    for paragraph in BODY:
        style = '<w:pStyle w:val="Heading2"/>' if paragraph.startswith("## ") else ""
        paragraphs.append(_word_paragraph(paragraph.removeprefix("## "), style))
    paragraphs += [_word_paragraph(reference, _NUMBERED) for reference in REFERENCES]
    paragraphs.append(_word_paragraph(CLOSING, ""))
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{''.join(paragraphs)}</w:body></w:document>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in {**_PARTS, "word/document.xml": document}.items():
            entry = zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _DECLARATION + part)
    return content.getvalue()


def _word_paragraph(typed: str, properties: str) -> str:
    runs = "".join(_word_run(part, italic=place % 2 == 1) for place, part in enumerate(_ITALICS.split(typed)) if part)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def _word_run(words: str, *, italic: bool) -> str:
    properties = "<w:rPr><w:i/></w:rPr>" if italic else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{html.escape(words, quote=False)}</w:t></w:r>'


# ---------------------------------------------------------------------------------------------------------- files

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "article.txt": lambda: as_text().encode(),
    "article.html": lambda: as_html().encode(),
    "article.md": lambda: as_markdown().encode(),
    "article.docx": as_word,
}


def stale() -> list[str]:
    """The example files that are not what this script writes."""
    return [
        name
        for name, content in DOCUMENTS.items()
        if not (DIRECTORY / name).is_file() or (DIRECTORY / name).read_bytes() != content()
    ]


def main() -> None:
    """Write or check the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true")
    action.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if names := stale():
            sys.exit(f"stale examples, run `python scripts/example_documents.py --write`: {', '.join(names)}")
        return
    for name, content in DOCUMENTS.items():
        (DIRECTORY / name).write_bytes(content())


if __name__ == "__main__":
    main()
