from django.urls import path

from yiben.capture import views

app_name = "capture"
urlpatterns = [
    path("", views.paste, name="paste"),
    path("look/", views.look, name="look"),
    path("save/", views.save, name="save"),
    path("unsent/", views.unsent, name="unsent"),
    path("offline/", views.offline, name="offline"),
    path("ready/", views.ready, name="ready"),
    path("entries/", views.entries, name="entries"),
    path("photos/", views.photos, name="photos"),
    path("trust/", views.trust, name="trust"),
    path("trust/authority.crt", views.authority, name="authority"),
    path("worker.js", views.worker, name="worker"),
]
