from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WordsForm(forms.Form):
    """The four words on the paper, in one line."""

    words = forms.CharField(
        label=_("纸上的四个词"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("照纸上输入，空格可有可无。"),
    )
