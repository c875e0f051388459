"""Creates the groups of volunteers, or brings their permissions up to date."""

from django.core.management.base import BaseCommand

from pauseai_kb.roles import create_roles


class Command(BaseCommand):
    help = "Create the five roles and a group for each language that texts are translated into."

    def handle(self, **options):
        self.stdout.write(f"Groups: {', '.join(create_roles())}")
