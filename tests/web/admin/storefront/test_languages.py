"""Languages: sentences in the merchant's words, other languages, files."""

from html import unescape
from io import BytesIO

import pytest

from app.services import programmes
from app.web.admin.storefront.catalogue import KEYS
from tests.web.admin.conftest import Office
from tests.web.admin.storefront.test_pages import draft, front, opened, saved, sent_of

AT = "/storefront/languages"
GREETING = "word:home.greeting:id"


def own(office: Office) -> object:
    return draft(office)["words"]


def add_chinese(office: Office) -> None:
    sent = {"new_tag": "zh", "new_name": "中文", "new_base": "en"}
    assert office.post(f"{AT}/add", sent).status == 303


def test_a_sentence_is_found_worded_anew_and_taken_back(office: Office) -> None:
    path = f"{AT}?tag=id&q=home.greeting"

    saved(office, path, **{GREETING: "Halo, {name}!"})
    assert own(office) == {"home.greeting": {"id": "Halo, {name}!"}}
    assert "Halo, {name}!" in office.get(f"{AT}?tag=id&state=own").text

    saved(office, path, **{GREETING: ""})
    assert "home.greeting" not in str(office.get(f"{AT}?tag=id&state=own").text)


def test_a_lost_gap_is_refused_by_its_name_and_what_was_typed_stays(
    office: Office,
) -> None:
    sent = {**opened(office, f"{AT}?tag=id&q=home.greeting"), GREETING: "Halo!"}

    answer = office.post(AT, {**sent, "act": "save"})

    assert answer.status == 400
    assert "This sentence needs {name}" in unescape(answer.text)
    assert sent_of(answer.text, AT)[GREETING] == "Halo!"


def test_a_gap_that_nobody_knows_is_refused(office: Office) -> None:
    sent = opened(office, f"{AT}?tag=id&q=home.greeting")

    answer = office.post(AT, {**sent, GREETING: "{name} {nmae}", "act": "save"})

    assert answer.status == 400
    assert "that this sentence does not fill" in unescape(answer.text)


def test_a_long_button_is_told_and_taken(office: Office) -> None:
    word = "word:guest.join:id"
    saved(office, f"{AT}?tag=id&q=guest.join", **{word: "Gabung sekarang juga gratis!"})

    text = unescape(office.get(f"{AT}?tag=id&state=long").text)

    assert "28 letters; a button has room for about 22" in text


def test_pages_of_sentences_follow_each_other(office: Office) -> None:
    first, second = office.get(AT).text, office.get(f"{AT}?from=25").text

    assert first.count('class="sentence-row"') == 25
    assert second.count('class="sentence-row"') == 25
    assert "unit.points" in first
    assert "<code>unit.points</code>" not in second


def test_another_language_begins_empty_and_says_how_much_is_done(
    office: Office,
) -> None:
    add_chinese(office)
    before = unescape(office.get(f"{AT}?tag=zh&state=missing").text)
    assert f"{len(KEYS)} sentences" in before
    assert "0%" in before

    saved(office, f"{AT}?tag=zh&q=nav.earn", **{"word:nav.earn:zh": "賺取積分"})

    kept = front(office)["languages"]
    assert isinstance(kept, list)
    assert kept[0]["words"] == {"nav.earn": "賺取積分"}
    assert office.post(f"{AT}/remove", {"tag": "zh"}).status == 303
    with pytest.raises(Exception, match="draft"):
        programmes.draft(office.env, office.programme_id)


@pytest.mark.parametrize(
    ("tag", "name", "said"),
    [
        ("zh", "", "new_name-error"),
        ("chinese", "中文", "new_tag-error"),
        ("id", "Bahasa", "We speak this language ourselves"),
    ],
)
def test_a_language_that_is_none_is_refused(
    office: Office, tag: str, name: str, said: str
) -> None:
    sent = {"new_tag": tag, "new_name": name, "new_base": "en"}

    answer = office.post(f"{AT}/add", sent)

    assert answer.status == 400
    assert said in answer.text
    assert f'value="{tag}"' in answer.text


def test_a_language_twice_is_refused(office: Office) -> None:
    add_chinese(office)

    answer = office.post(
        f"{AT}/add", {"new_tag": "zh", "new_name": "中文", "new_base": "en"}
    )

    assert answer.status == 400
    assert "This language is there already" in answer.text


def test_the_programmes_own_language_stays_on(office: Office) -> None:
    first = office.get(AT)
    assert first.status == 200
    document = programmes.live(office.env, office.programme_id)[1]
    others = {"id", "en", "ms"} - {document.identity.language.value}

    refused = office.post(f"{AT}/spoken", {"has": "spoken", "spoken": sorted(others)})
    assert refused.status == 400

    one = {"has": "spoken", "spoken": [document.identity.language.value]}
    assert office.post(f"{AT}/spoken", one).status == 303
    assert front(office)["spoken"] == [document.identity.language.value]


# -- files


def sent_file(office: Office, text: str) -> tuple[int, str]:
    file = (BytesIO(text.encode()), "words.csv")
    answer = office.post(f"{AT}/import", {"tag": "id", "file": file})
    return answer.status, unescape(answer.text)


def test_a_file_goes_out_is_changed_and_comes_back(office: Office) -> None:
    out = office.get(f"{AT}.csv?tag=id").text
    assert out.count("\r\n") == len(KEYS) + 1
    changed = out.replace('"Hai, {name}",', '"Hai, {name}","Halo, {name}!"')
    assert changed != out

    status, text = sent_file(office, changed)

    assert status == 200
    assert "1 sentence changes" in text
    assert "0 wrong lines" in text
    sent = sent_of(
        office.post(
            f"{AT}/import",
            {"tag": "id", "file": (BytesIO(changed.encode()), "words.csv")},
        ).text,
        f"{AT}/import/apply",
    )
    assert office.post(f"{AT}/import/apply", sent).status == 303
    assert own(office) == {"home.greeting": {"id": "Halo, {name}!"}}


def test_a_file_tells_unknown_and_wrong_lines_and_takes_the_rest(
    office: Office,
) -> None:
    status, text = sent_file(
        office,
        "key;text\nhome.greeting;Halo\nno.such;x\nnav.earn;Kumpulkan\n"
        "nav.earn;Lagi\nnav.redeem;{who}\nguest.join;\n",
    )

    assert status == 200
    assert "1 sentence changes" in text
    assert "1 unknown key" in text
    assert "3 wrong lines" in text
    assert "{name} is missing" in text
    assert "{who} is not known" in text
    assert "the key stands twice" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", 'needs the columns "key" and "text"'),
        ("", 'needs the columns "key" and "text"'),
        ('key,text\nnav.earn,"open\n', "can't be read as a table"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    office: Office, text: str, said: str
) -> None:
    status, page = sent_file(office, text)

    assert status == 400
    assert said in page


def test_no_file_is_told(office: Office) -> None:
    answer = office.post(f"{AT}/import", {"tag": "id"})

    assert answer.status == 400
    assert "Choose a file first" in answer.text


def test_what_a_spreadsheet_would_reckon_is_a_text_and_comes_back_whole(
    office: Office,
) -> None:
    saved(office, f"{AT}?tag=id&q=nav.earn", **{"word:nav.earn:id": "+ Poin"})

    out = office.get(f"{AT}.csv?tag=id").text
    status, text = sent_file(office, out)

    assert "'+ Poin" in out
    assert status == 200
    assert "0 sentences change" in text
