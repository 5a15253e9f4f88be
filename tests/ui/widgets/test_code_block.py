from ui.widgets.code_block import CodeBlock


def test_the_button_copies_the_code_and_says_so(qtbot, qapp):
    block = CodeBlock("Python")
    qtbot.addWidget(block)
    block.set_code("import this\nprint(this)")

    block._copy.click()

    assert qapp.clipboard().text() == "import this\nprint(this)"
    assert block._copy.text() == "Copied"
    qtbot.waitUntil(lambda: block._copy.text() == "Copy")
