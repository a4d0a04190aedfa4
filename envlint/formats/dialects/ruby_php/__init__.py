"""The loaders of Ruby and PHP programs: the gem dotenv, phpdotenv (Laravel) and Symfony's Dotenv component."""

from __future__ import annotations

from envlint.formats.dialects import Dialect
from envlint.formats.dialects.ruby_php import foreman, phpdotenv, ruby, symfony

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DIALECTS: Final = (
    Dialect("ruby-dotenv-2", ruby.read_2, "the Ruby gem dotenv", "2.4.0"),
    Dialect("ruby-dotenv-3", ruby.read, "the Ruby gem dotenv", "3.2.0"),
    Dialect("ruby-foreman", foreman.read, "foreman", "0.87.2"),
    Dialect("php-vlucas-5.4", phpdotenv.read_5_4, "vlucas/phpdotenv", "5.4.1"),
    Dialect("php-vlucas-5.6", phpdotenv.read, "vlucas/phpdotenv, by which Laravel reads", "5.6.4"),
    Dialect("php-symfony-5", symfony.read, "symfony/dotenv", "5.4.53"),
    Dialect("php-symfony-7", symfony.read_7, "symfony/dotenv", "7.0.4"),
)
