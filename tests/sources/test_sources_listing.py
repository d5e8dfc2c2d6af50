import pytest

NEWS = "https://x.example/news"
PAGE = """<html><head><base href="/news/"></head><body><nav><a href="/about">About</a></nav>
<div class="teaser"><a href="one?utm_source=list"><img alt="" src="1.jpg"></a>
 <h3><a href="one">A hall opens &amp; closes</a></h3><time datetime="2024-05-01">1 May</time></div>
<div class="teaser"><a href="two" title="Two choirs">Read more</a>
 <span class="date">3. Mai 2024</span></div>
<div class="teaser"><a href="mailto:a@x.example">Write</a></div>
<div class="teaser"><a href="https://y.example/three">Elsewhere</a></div>
<a class="next" href="?page=2">Older</a></body></html>"""
CARD = {"links": ".teaser a", "block": ".teaser", "published": "time, .date"}
EMPTY = "<html><p>No events this month.</p><a class=next href='?page=9'>next</a></html>"


def _card(**keys: object) -> dict[str, object]:
    return {**CARD, **keys}


def _pages(reading) -> list[str]:
    return [lead.url for lead in reading.leads if lead.role == "page"]


def _turned(reading) -> list[str]:
    return [lead.url for lead in reading.leads if lead.role == "index"]


def test_links_come_with_the_title_and_date_beside_them(follow):
    reading = follow("listing", NEWS, PAGE, listing=_card())
    assert [(lead.url, lead.hints) for lead in reading.leads] == [
        (
            "https://x.example/news/one",
            (("listing-date", "2024-05-01"), ("listing-title", "A hall opens & closes")),
        ),
        (
            "https://x.example/news/two",
            (("listing-date", "3. Mai 2024"), ("listing-title", "Two choirs")),
        ),
    ]
    assert reading.n_stated == 5


def test_the_index_itself_is_no_item_of_it(follow):
    body = "<a href='/news'>All news</a><a href='?page=2'>2</a><a href='/news/1#top'>One</a>"
    reading = follow("listing", f"{NEWS}?page=2", body, listing={"links": "a"}, card_url=NEWS)
    assert _pages(reading) == ["https://x.example/news/1"]


def test_a_link_may_be_the_element_lie_in_it_or_around_it(follow):
    body = '<a href="/1" class="card"><h3>One</h3></a><h3><a href="/2">Two</a></h3><h3>None</h3>'
    for links, found in (("h3", ["1", "2"]), ("a.card", ["1"]), ("h3 a", ["2"])):
        reading = follow("listing", NEWS, body, listing={"links": links})
        assert [url[-1] for url in _pages(reading)] == found


def test_the_next_page_is_turned_by_its_link_or_by_a_pattern(follow):
    by_link = follow("listing", NEWS, PAGE, listing=_card(next="a.next"))
    assert _turned(by_link) == ["https://x.example/news/?page=2"]
    card = _card(pages="https://x.example/news?start={n}", first=10, step=10)
    assert _turned(follow("listing", NEWS, PAGE, listing=card)) == [
        "https://x.example/news?start=10"
    ]
    third = follow("listing", NEWS, PAGE, listing=card, hints=(("index-page", "3"),))
    assert _turned(third) == ["https://x.example/news?start=30"]
    last = follow("listing", NEWS, PAGE, listing=card | {"max_pages": 3},
                  hints=(("index-page", "3"),))  # fmt: skip
    assert _turned(last) == []
    assert [one.is_cut for one in (third, last)] == [False, True]


def test_a_page_that_repeats_the_first_or_the_one_before_ends_the_list(follow):
    card = _card(pages="https://x.example/news?page={n}")
    first = follow("listing", NEWS, PAGE, listing=card)
    other = PAGE.replace("one", "four")
    second = follow(
        "listing", first.leads[-1].url, other, listing=card, hints=first.leads[-1].hints
    )
    assert _turned(second) == ["https://x.example/news?page=3"]
    for body in (PAGE, other):
        third = follow(
            "listing", second.leads[-1].url, body, listing=card, hints=second.leads[-1].hints
        )
        assert _turned(third) == []


def test_of_pages_without_items_no_more_than_three_are_turned(follow):
    first = follow("listing", NEWS, PAGE, listing=_card(next=".next"))
    hints, turned = first.leads[-1].hints, 0
    while hints and turned < 10:
        reading = follow("listing", f"{NEWS}?page={turned}", EMPTY, listing=_card(next=".next"),
                         hints=hints)  # fmt: skip
        assert reading.rejected == ()
        hints, turned = (reading.leads[-1].hints if reading.leads else ()), turned + 1
    assert turned == 3


def test_a_first_page_without_items_is_told_with_what_to_do(follow):
    reading = follow("listing", NEWS, EMPTY, listing=_card(next=".next"))
    assert [(one.locator, one.reason) for one in reading.rejected] == [(NEWS, "empty_index")]
    assert "sources check web" in reading.rejected[0].detail
    assert reading.leads == ()


def test_dates_in_words_decide_what_lies_in_a_window_and_how_far_pages_are_turned(follow, window):
    card = _card(next="a.next")
    reading = follow("listing", NEWS, PAGE, listing=card, window=window("2024-05-02"))
    assert _pages(reading) == ["https://x.example/news/two"]
    assert _turned(reading)
    dated = "<div class=teaser><a href=one>One</a><span class=date>1 May 2024</span></div>"
    next_page = "<a class=next href=?page=2>Older</a>"
    older = follow("listing", NEWS, dated + next_page, listing=card, window=window("2024-06-01"))
    assert (older.leads, older.n_stated) == ((), 1)


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 100, b"<div>" * 50_000 + b"<a href=x>y</a>"])
def test_pages_of_any_bytes_are_read(follow, body):
    reading = follow("listing", NEWS, body, listing={"links": "a"})
    assert len(reading.leads) + len(reading.rejected) == 1


def test_pages_in_other_encodings_are_read(follow):
    body = "<meta charset=iso-8859-2><div class=teaser><a href=/a>Święto książki</a></div>"
    (lead,) = follow("listing", NEWS, body.encode("iso-8859-2"), listing=_card()).leads
    assert lead.hints == (("listing-title", "Święto książki"),)


@pytest.mark.parametrize(
    "said", ["Read more: Two choirs", "Read more about Two choirs", "Weiterlesen: Two choirs"]
)
def test_what_programs_put_before_a_title_is_no_part_of_it(follow, said):
    page = f'<h2><a href="/two">{said}</a></h2>'
    (lead,) = follow("listing", NEWS, page, listing={"links": "h2 a"}).leads
    assert dict(lead.hints)["listing-title"] == "Two choirs"
