from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.lib.periods import SHANGHAI
from yiben.portal.traces import WORDS
from yiben.units.models import Act, ActQuerySet, Person, Post


class ActFilterForm(forms.Form):
    """The filters of the trace, as they stand in the URL."""

    verb = forms.ChoiceField(label=gettext_lazy("办了什么"), required=False)
    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("谁"), required=False)
    since = forms.DateField(label=gettext_lazy("自"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=gettext_lazy("至"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    about = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post = post
        verbs, person = self.fields["verb"], self.fields["person"]
        assert isinstance(verbs, forms.ChoiceField)
        assert isinstance(person, forms.ModelChoiceField)
        verbs.choices = [("", _("全部")), *WORDS.items()]
        people = Person.objects.filter(pk__in=Post.objects.under(post.unit).values("person"))
        person.queryset, person.empty_label = people.order_by("name", "pk"), _("全部")

    def acts(self) -> ActQuerySet:
        """The acts that the post may read and that pass the filters; what can't be read filters nothing."""
        self.is_valid()
        asked = self.cleaned_data
        found = Act.objects.for_post(self.post).select_related("person", "post__unit")
        if verb := asked.get("verb"):
            found = found.filter(verb=verb)
        if person := asked.get("person"):
            found = found.filter(person=person)
        if about := asked.get("about"):
            found = found.filter(about=about)
        if since := asked.get("since"):
            found = found.filter(at__gte=datetime.combine(since, time(), SHANGHAI))
        if until := asked.get("until"):
            found = found.filter(at__lt=datetime.combine(until + timedelta(days=1), time(), SHANGHAI))
        return found
