from django.urls import path

from yiben.capture import views

app_name = "capture"
urlpatterns = [
    path("", views.paste, name="paste"),
    path("look/", views.look, name="look"),
    path("save/", views.save, name="save"),
]
