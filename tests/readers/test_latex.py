from __future__ import annotations

import pytest
from hypothesis import given, settings

from refcheck.readers.latex import to_identifier, to_plain
from tests.readers.made import BIBTEX_LIKE


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"{\"o} \"{o} \"o", "ö ö ö"),
        (r"Garc{\'\i}a, Garc\'{\i}a, Garc{\'{\i}}a, Garc\'ia", "García, García, García, García"),
        (r"Erd{\H o}s Erd\H{o}s Erd{\H{o}}s", "Erdős Erdős Erdős"),
        (r"{\L}uk \L{}uk \o stergaard {\O}re \ss \aa ngstr\"om", "Łuk Łuk østergaard Øre ßångström"),
        (r"\c{c} \c c \v{s} \k{a} \u g \r{a} \d{h} \b{b} \=a \.z \~n \^e \`e", "ç ç š ą ğ å ḥ ḇ ā ż ñ ê è"),
        (r"\dh \th{} \DJ", "ðþ Đ"),
        (r"na\"\i ve \t{oo}", "naïve o͡o"),
        (r"\'{} \^{} \~{}x", "^ ~x"),
    ],
)
def test_accents_and_letters_in_every_form(source: str, plain: str) -> None:
    assert to_plain(source).text == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("one~two  three\n four", "one two three four"),
        ("1--2 and 3---4", "1–2 and 3—4"),
        ("``quoted'' ?`que? !`ay!", "“quoted” ¿que? ¡ay!"),
        (r"A \& B {\&} C 50\% \#1 a\_b \$5 \{x\}", "A & B & C 50% #1 a_b $5 {x}"),
        (r"a\ b\,c\;d\quad e\\f", "a b c d e f"),
        (r"hy\-phen Kant\/ian", "hyphen Kantian"),
        (r"x \ldots\ y \dots{} z", "x … y … z"),
        (r"\textendash \textemdash \textquoteright \textless \textgreater", "–—’<>"),
        (r"50 % of US$5 & more", "50 % of US$5 & more"),
        (r"\copyright~2003 20\textdegree{}C \textmu m", "© 2003 20°C µm"),
    ],
)
def test_punctuation(source: str, plain: str) -> None:
    assert to_plain(source).text == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"{\it Exiguobacterium} \emph{\textbf{x}} {\bf y} \textsc{Z}", "Exiguobacterium x y Z"),
        (r"{The {DNA} {{of}} it}", "The DNA of it"),
        (r"\texorpdfstring{$x$}{ecks} \textcolor{red}{word}", "ecks word"),
        (r"\href{http://a%b_c}{text} \href{}{} \url{http://a%b_c~d\_e}", "text http://a%b_c~d_e"),
        (r"\enquote{word} \mkbibparens{x}", "“word” (x)"),
        (r"{\noopsort{1973b}}1973 a\footnote[1]{x}\cite[p.~3]{y}", "1973 a"),
        (r"{\switchargs{--90}{1968}}", "1968–90"),
        (r"\frac{a}{b} \ce{H2O} \ce{Mg^{2+}} \textsuperscript{13}C", "a/b H2O Mg2+ 13C"),
        (r"The \TeX book, \LaTeX{} and {\BibTeX}", "The TeX book, LaTeX and BibTeX"),
        (r"\mnras", "Monthly Notices of the Royal Astronomical Society"),
        (r"\begin{it}x\end{it}", "x"),
        (r"\url nothing", "nothing"),
        (r"\emph", ""),
    ],
)
def test_commands_keep_what_they_print(source: str, plain: str) -> None:
    assert to_plain(source).text == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"CO$_2$ [Ru(bpy)$_3$]$^{2+}$", "CO2 [Ru(bpy)3]2+"),
        (r"$\alpha$-helix \(\beta\) \[x_1\] $\Lambda$CDM", "α-helix β x1 ΛCDM"),
        (r"Effects at $p<0.05$ and $n>3$", "Effects at p<0.05 and n>3"),
        (r"\ensuremath{x^2} $\mathrm{H}_{2}O$ $10^{-3}$", "x2 H2O 10-3"),
        ("a_b^c outside", "a_b^c outside"),
        (r"\foo_bar{\'x_y}", "_barx́_y"),
    ],
)
def test_formulas_are_flattened(source: str, plain: str) -> None:
    assert to_plain(source).text == plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("D&apos;Hondt &amp; Co &#233; &#xe9; &lt;i&gt;", "D'Hondt & Co é é <i>"),
        (r"Health {\&}amp; Care", "Health & Care"),
        ("A &amp;amp; B", "A & B"),
        ("R&D; AT&T &nosuchthing; &copy=1", "R&D; AT&T &nosuchthing; &copy=1"),
    ],
)
def test_entities_that_exporters_leave_are_decoded(source: str, plain: str) -> None:
    assert to_plain(source).text == plain


@pytest.mark.parametrize(("source", "plain"), [(r"\foo{Bar} x", "Bar x"), (r"a \9 b", "a 9 b"), (r"A \foo B", "A B")])
def test_an_unknown_command_is_dropped_and_noted(source: str, plain: str) -> None:
    read = to_plain(source)
    assert (read.text, read.understood) == (plain, False)


def test_known_commands_raise_no_doubt() -> None:
    assert to_plain(r"\'e \emph{x} $\alpha$ \infty \LaTeX").understood


def test_composed_and_decomposed_letters_become_the_same() -> None:
    assert to_plain("u\u0308").text == to_plain(r"\"u").text == "ü"


def test_braces_without_partner_do_no_harm() -> None:
    assert to_plain("a } b { c").text == "a b c"


def test_groups_beyond_any_sense_are_read_flat() -> None:
    assert to_plain("{" * 500 + "x" + "}" * 500 + "y").text == "xy"


def test_piled_up_accents_are_cut_off() -> None:
    assert len(to_plain("\\'" * 500 + "x").text) < 30


def test_a_value_of_absurd_length_is_cut_and_noted() -> None:
    read = to_plain("word " * 50_000)
    assert (len(read.text) <= 20_000, read.understood) == (True, False)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"10.1000/foo\_bar", "10.1000/foo_bar"),
        (r"10.1000/a{\_}b--c~d", "10.1000/a_b--c~d"),
        (r"10.1002/x{\textless}1::A{\textgreater}3", "10.1002/x<1::A>3"),
        (r"10.1002/x$<$2$>$", "10.1002/x<2>"),
        (r"\url{https://doi.org/10.1000/a_b%20c}", "https://doi.org/10.1000/a_b%20c"),
        ("  http://x/~y&z=1&copy=2 ", "http://x/~y&z=1&copy=2"),
    ],
)
def test_identifiers_keep_their_characters(source: str, plain: str) -> None:
    assert to_identifier(source) == plain


@settings(max_examples=150, deadline=None)
@given(BIBTEX_LIKE)
def test_no_text_is_too_odd_to_convert(source: str) -> None:
    assert "  " not in to_plain(source).text
    to_identifier(source)
