"""Word documents made for tests, part by part."""

from __future__ import annotations

import base64
import html
import io
import json
import zipfile
from collections.abc import Mapping

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def document(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def word(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document; ``parts`` are further ones by their name below ``word/``."""
    return archive(
        {"word/document.xml": document(body), **{f"word/{name}": one for name, one in (parts or {}).items()}}
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, part in parts.items():
            opened.writestr(name, part)
    return content.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    formed = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{formed}<w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>'


def typed(*texts: str, properties: str = "") -> str:
    """A paragraph for each text."""
    return "".join(paragraph(run(text), properties=properties) for text in texts)


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{html.escape(text, quote=False)}</w:instrText></w:r>'


def field(instruction: str, shown: str, *, inside: str = "") -> str:
    """A complex field that shows runs; ``inside`` is what its first mark holds."""
    return mark("begin", inside) + code(instruction) + mark("separate") + shown + mark("end")


def csl(*items: Mapping[str, object]) -> str:
    return json.dumps({"citationItems": [{"id": 1, "itemData": item} for item in items]})


def zotero(shown: str, *items: Mapping[str, object]) -> str:
    return field(f" ADDIN ZOTERO_ITEM CSL_CITATION {csl(*items)} ", run(shown))


def mendeley(shown: str, *items: Mapping[str, object]) -> str:
    """A content control of Mendeley Cite."""
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(csl(*items).encode()).decode()
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>'


def notes(kind: str, *paragraphs: str) -> str:
    """The part of footnotes or endnotes, numbered from 2 as Word does, below the two separators."""
    every = "".join(f'<w:{kind} w:id="{number}">{one}</w:{kind}>' for number, one in enumerate(paragraphs, 2))
    separators = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
    return f"<w:{kind}s {NAMESPACES}>{separators}{every}</w:{kind}s>"


def note_mark(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


LIND = {
    "type": "article-journal",
    "title": "Tides and Harbours of the Northern Sea",
    "author": [{"family": "Lind", "given": "Karin"}],
    "issued": {"date-parts": [[2021]]},
    "container-title": "Journal of Invented Seas",
    "volume": "9",
    "page": "1-12",
    "DOI": "10.5555/tides.2021",
}
BERG = {
    "type": "article-journal",
    "title": "Rain over the Western Islands in Winter",
    "author": [{"family": "Berg", "given": "Ida"}, {"family": "Holm", "given": "Per"}],
    "issued": {"date-parts": [["2018"]]},
    "container-title": "Journal of Invented Seas",
    "volume": "6",
    "issue": "2",
    "page": "4-9",
}
TYPED = (
    "Berg, I., & Holm, P. (2018). Rain over the Western Islands in Winter. Journal of Invented Seas, 6(2), 4–9.",
    "Lind, K. (2021). Tides and Harbours of the Northern Sea. Journal of Invented Seas, 9, 1–12.",
)
