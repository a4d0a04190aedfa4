"""Pieces of PHP with what a scan of each must find, and must not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SAMPLES: Final = (
    (
        "<?php return ['debug' => env('APP_DEBUG', false), 'n' => env('A')];",
        "APP_DEBUG=false A",
    ),
    (
        "<?php $u = env('A', env('B', 'x'));",
        "A=x B=x",
    ),
    (
        "<?php $m = getenv('M') ?: 'd';",
        "M=d",
    ),
    (
        "<?php $x = $_ENV['E'] ?? 'dd'; $y = $_SERVER[\"S\"];",
        "E=dd S",
    ),
    (
        "<?php $_ENV['W'] = 1; putenv('P=1'); $_SERVER['REQUEST_METHOD']; $_SERVER['HTTP_HOST'];",
        "!W !P !REQUEST_METHOD !HTTP_HOST",
    ),
    (
        """<?php function cfg(string $key, $default = null) { $v = getenv($key); return $v === false ? $default : $v; }
cfg('C', 5);""",
        "C=5",
    ),
    (
        """<?php class T { public static function opt(string $n): string { return self::raw($n); }
private static function raw($n) { return $_ENV[$n]; } }
T::opt('TT');""",
        "TT",
    ),
    (
        "<?php class T { const K = 'KK'; function f() { return getenv(self::K); } }",
        "KK",
    ),
    (
        "<?php foreach (['A1', 'A2'] as $k) { getenv($k); }",
        "A1 A2",
    ),
    (
        "<?php foreach (['a' => 'A1', 'b' => 'A2'] as $n => $k) { $c[$n] = getenv($k); }",
        "A1 A2",
    ),
    (
        """<?php // env('C')
# env('D')
$s = "env('S')"; $o->env('NO');""",
        "!C !D !S !NO",
    ),
    (
        "<?php $i = (int) env('I', 1); $b = isset($_ENV['IS']);",
        "I=1 IS",
    ),
    (
        "<?php if (getenv('R') === false) { throw new Exception('x'); }",
        "R",
    ),
    (
        "<?php $t = env('lower_Case', 'v');",
        "lower_Case=v",
    ),
    (
        "<?php $all = getenv(); $a = $all['A'] ?? 'd'; $b = getenv()['B'];",
        "A=d B",
    ),
    (
        "<?php $a = (bool) ($_ENV['A'] ?? $_SERVER['A'] ?? getenv('A') ?: 'd');",
        "A=d",
    ),
    (
        "<?php $f = filter_var(env('F', false), FILTER_VALIDATE_BOOLEAN); $d = env(default: 'x', key: 'D');",
        "F=false D=x",
    ),
    (
        "<?php use Utopia\\System\\System;\n$x = System::getEnv('X', 'd');",
        "X=d",
    ),
    (
        "<?php $x = Env::get('LX', 'd');",
        "LX=d",
    ),
    (
        "<?php $o->getEnv('NO'); System::getEnv('NO2'); $s['REQUEST_URI'];",
        "!NO !NO2",
    ),
    (
        (
            "<?php use Symfony\\Component\\DependencyInjection\\Attribute\\Autowire;\n"
            "class A { function __construct(#[Autowire(env: 'MAILER_DSN')] $m, "
            "#[Autowire('%env(int:MAX_ITEMS)%')] $n, #[Autowire(env: 'bool:FLAG')] $f) {} }"
        ),
        "MAILER_DSN MAX_ITEMS FLAG",
    ),
    (
        (
            "<?php return static function (ContainerConfigurator $c) { "
            "$c->parameters()->set('env(PORT)', '80')->set('x', '%env(PORT)%/%env(default::HOST)%'); };"
        ),
        "PORT=80 HOST",
    ),
    (
        "<?php return ['parameters' => ['env(MODE)' => 'dev'], 'port' => env('PORT')->int()]; // '%env(NO)%'",
        "MODE=dev PORT !NO",
    ),
    (
        '<?php getenv("PRE_{$b}_X");',
        "!PRE_",
    ),
)
