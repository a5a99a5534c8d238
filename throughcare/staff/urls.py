"""Addresses of the pages about who works here."""

from django.urls import path

from throughcare.staff import views

app_name = "staff"
urlpatterns = [
    path("staff", views.staff, name="staff"),
    path("staff/roles", views.roles, name="roles"),
    path("staff/mine", views.mine, name="mine"),
    path("staff/competences", views.competences, name="competences"),
    path("staff/running-out", views.running_out, name="running-out"),
    path("staff/new", views.add_member, name="add-member"),
    path("staff/<uuid:ref>", views.colleague, name="colleague"),
    path("staff/<uuid:ref>/roles/new", views.post, name="post"),
    path("staff/<uuid:ref>/roles/<uuid:id>/end", views.end_posting, name="end-posting"),
    path("staff/<uuid:ref>/clearances/new", views.clear, name="clear"),
    path("staff/<uuid:ref>/clearances/<uuid:id>/end", views.end_clearance, name="end-clearance"),
    path("staff/<uuid:ref>/competences/new", views.award, name="award"),
    path("staff/<uuid:ref>/competences/<uuid:id>/end", views.end_competence, name="end-competence"),
    path("staff/<uuid:ref>/cover/new", views.arrange_cover, name="arrange-cover"),
    path("staff/<uuid:ref>/cover/<uuid:id>/end", views.end_cover, name="end-cover"),
    path("staff/<uuid:ref>/password", views.give_password, name="give-password"),
    path("staff/<uuid:ref>/let-try-again", views.let_try_again, name="let-try-again"),
    path("staff/<uuid:ref>/account/untie", views.untie_account, name="untie-account"),
    path(
        "staff/<uuid:ref>/second-step/remove", views.remove_second_steps, name="remove-second-steps"
    ),
]
