from django.urls import path

from yiben.terms import views, vocabulary_page

app_name = "terms"

urlpatterns = [
    path("", views.catalogue, name="list"),
    path("define/", views.define, name="define"),
    path("compare/", views.compare, name="compare"),
    path("lines/add/", vocabulary_page.add_line, name="add_line"),
    path("kinds/add/", vocabulary_page.add_kind, name="add_kind"),
    path("topics/add/", vocabulary_page.add_topic, name="add_topic"),
    path("topics/<slug:slug>/switch/", vocabulary_page.switch_topic, name="switch_topic"),
    path("lines/<slug:slug>/switch/", vocabulary_page.switch_line, name="switch_line"),
    path("kinds/<slug:slug>/switch/", vocabulary_page.switch_kind, name="switch_kind"),
    path("<slug:slug>/switch/", vocabulary_page.switch_indicator, name="switch_indicator"),
    path("<slug:slug>/", views.indicator, name="detail"),
    path("<slug:slug>/retire/", views.retire, name="retire"),
    path("<slug:slug>/revise/", views.revise, name="revise"),
]
