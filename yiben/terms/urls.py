from django.urls import path

from yiben.terms import views

app_name = "terms"

urlpatterns = [
    path("", views.catalogue, name="list"),
    path("define/", views.define, name="define"),
    path("compare/", views.compare, name="compare"),
    path("<slug:slug>/", views.indicator, name="detail"),
    path("<slug:slug>/retire/", views.retire, name="retire"),
    path("<slug:slug>/revise/", views.revise, name="revise"),
]
