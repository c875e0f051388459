"""People at the forms of the admin: who they are, what they see, what they send."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group


def person(*groups):
    user = get_user_model().objects.create_user("-".join(groups) or "nobody", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def sign_in(client, *groups):
    client.force_login(person(*groups))
    return client


def address(record, query=""):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/{query}"


def loaded(client, where):
    """What the form sends if nothing is changed in it."""
    answer = client.get(where)
    assert answer.status_code == 200
    rows = [each.formset for each in answer.context["inline_admin_formsets"]]
    forms = [answer.context["adminform"].form, *(each.management_form for each in rows)]
    forms += [form for each in rows for form in each.forms]
    fields = [field for form in forms for field in form]
    sent = {field.html_name: field.value() for field in fields}
    hidden = [field for field in fields if field.field.show_hidden_initial]
    sent |= {field.html_initial_name: field.value() for field in hidden}
    sent = {name: value for name, value in sent.items() if value is not None and value is not False}
    return {name: ",".join(v) if isinstance(v, list) else v for name, v in sent.items()}


def save(client, where, /, **changed):
    sent = {**loaded(client, where), "reason": "The depositary says so", **changed}
    return client.post(where, sent)
