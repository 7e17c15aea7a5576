"""Files of a month written in another process, while this one goes on with the same rule book."""

from data.catalogue.book import load_folder
from data.demo.preparing import Order, Workshop
from data.settings import RULE_BOOK


def test_what_is_filled_into_the_rule_book_meanwhile_does_not_touch_the_writing(tmp_path):
    book = load_folder(RULE_BOOK)
    with Workshop(Order.of(book, 300, 7), ["2023-01"], tmp_path) as workshop:
        book.__dict__["filled_later"] = lambda: None  # would stop a writing down of the same rule book now
        files = workshop.of("2023-01")
    assert all(file.path.stat().st_size > 0 for file in files if not file.delivery.mistake)
    assert len({file.delivery.unit for file in files}) > 20
