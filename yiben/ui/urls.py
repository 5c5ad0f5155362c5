from django.urls import path

from yiben.ui import views

app_name = "ui"
urlpatterns = [path("type/", views.choose_type, name="type")]
