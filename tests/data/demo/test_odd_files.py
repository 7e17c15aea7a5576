"""Files that are no ledger are refused with their own reason."""

import pytest

from data.demo import odd_files
from data.demo.sheets import Workbook
from data.errors import UnreadableFile
from data.intake.sniff import sniff
from data.supervision.attachments import checked_kind


def with_macro():
    workbook = Workbook()
    workbook.sheet("表").row([workbook.text("x")])
    return odd_files.with_macro(workbook.content())


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "空的"), (odd_files.locked(), "已加密"), (odd_files.HTML, "网页"), (odd_files.PICTURE, "认不出"), (with_macro(), "宏")])
def test_each_odd_file_is_refused_for_what_it_is(content, reason):
    with pytest.raises(UnreadableFile, match=reason):
        sniff(content)


def test_a_document_passes_as_evidence():
    assert checked_kind(odd_files.document("办理情况"), "办理情况.pdf") == "pdf"
