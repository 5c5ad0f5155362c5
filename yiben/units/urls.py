from django.urls import path

from yiben.units import oidc, people_table, views

app_name = "units"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("switch/", views.switch, name="switch"),
    path("self/", views.own, name="self"),
    path("sign-in/code/", views.code, name="code"),
    path("oidc/start/", oidc.Start.as_view(), name="oidc_start"),
    path("oidc/back/", oidc.Back.as_view(), name="oidc_back"),
    path("self/factor/", views.take_on_factor, name="take_on_factor"),
    path("self/factor/codes/", views.renew_codes, name="renew_codes"),
    path("self/password/", views.password, name="password"),
    path("self/sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("", views.units, name="list"),
    path("<int:pk>/", views.unit, name="detail"),
    path("<int:pk>/add/", views.add_unit, name="add"),
    path("<int:pk>/end/", views.end_unit, name="end"),
    path("people/", views.people, name="people"),
    path("people/people.xlsx", people_table.people_table, name="people-workbook"),
    path("people/add/", views.take_on, name="take_on"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/post/", views.give_post, name="give_post"),
    path("people/<int:pk>/password/", views.renew_password, name="renew_password"),
    path("people/<int:pk>/factor/", views.drop_factor, name="drop_factor"),
    path("feedback/", views.feedback, name="feedback"),
    path("feedback/<int:pk>/", views.answer_feedback, name="answer_feedback"),
    path("posts/<int:pk>/end/", views.end_post, name="end_post"),
]
