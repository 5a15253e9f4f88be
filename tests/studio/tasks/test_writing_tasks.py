"""What the tasks declare whose models write text."""

import pytest

from studio.chat import AUTO, TEMPLATES
from studio.errors import SpecError
from studio.generation import GenerationSettings
from studio.settings import walk_settings
from studio.spec import parse_settings
from studio.tasks import chat, summarization, translation

TASKS = (translation.TASK, summarization.TASK, chat.TASK)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_they_answer_with_a_text_that_an_export_gives_to_the_letter(task):
    assert task.answer == "text"
    assert [(output.name, output.dtype, output.comparison) for output in task.outputs] == [("text", "string", "exact")]
    assert task.metric("auto").name == "loss"
    assert {task.metric(name).name for name in task.key_metrics} == set(task.key_metrics)
    assert "encoder" not in task.kinds
    for role in task.roles:
        assert all(guess == guess.lower() for guess in role.guesses)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_how_they_write_is_a_part_of_their_settings(task):
    assert task.settings().generation == GenerationSettings()
    paths = [entry.path for entry in walk_settings(task.settings)]
    assert "generation.max_new_tokens" in paths


@pytest.mark.parametrize("task", TASKS[:2], ids=lambda task: task.name)
def test_both_sides_have_lengths_of_their_own(task):
    settings = task.settings(source_length=512, target_length=64, label_smoothing=0.1)
    assert (settings.source_length, settings.target_length, settings.label_smoothing) == (512, 64, 0.1)
    assert (task.settings().source_length, task.settings().target_length) == (256, 256)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("chatmI", r"settings\.template: expected auto, one of .*chatml.* Received: chatmI"),
        ("{% for m in messages %}{{ m.content }}", "settings.template.*line 1"),
        ("{{ messages[0].name.first }}", "settings.template cannot write the conversation"),
        ("{% for m in messages %}{{ m.role }}{% endfor %}", "settings.template: expected that it writes the content"),
    ],
)
def test_a_template_that_cannot_be_learned_with_is_refused_before_anything_starts(template, message):
    with pytest.raises(SpecError, match=message):
        parse_settings(chat.TASK, {"template": template})


def test_a_template_may_name_tokens_of_the_model():
    own = (
        "{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content + eos_token }}{% endfor %}"
        "{% if add_generation_prompt %}[assistant]{% endif %}"
    )
    for template in (own, *TEMPLATES, AUTO):
        assert parse_settings(chat.TASK, {"template": template}).template == template
