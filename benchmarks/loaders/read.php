<?php
// Read files, one in base64 on each line of the standard input: php read.php php-vlucas-5.4|php-symfony-5
error_reporting(0);
[, $which] = $argv;
require $which === 'php-symfony-5' ? 'Symfony/Component/Dotenv/autoload.php' : 'Dotenv/autoload.php';
$folder = sys_get_temp_dir() . '/read-' . getmypid();
mkdir($folder);
[$server, $environment] = [$_SERVER, $_ENV];
while (($line = fgets(STDIN)) !== false) {
    [$_SERVER, $_ENV] = [$server, $environment];
    $bytes = base64_decode($line);
    try {
        if ($which === 'php-symfony-5') {
            $found = (new Symfony\Component\Dotenv\Dotenv())->parse($bytes);
        } else {
            file_put_contents("$folder/.env", $bytes);
            $found = Dotenv\Dotenv::createImmutable($folder)->load();
        }
        $pairs = [];
        foreach ($found as $name => $value) {
            $pairs[] = base64_encode((string) $name) . ':' . ($value === null ? '~' : base64_encode($value));
        }
        echo implode(' ', $pairs), "\n";
    } catch (\Throwable $refusal) {
        echo "-\n";
    }
}
array_map('unlink', glob("$folder/{,.}*", GLOB_BRACE));
rmdir($folder);
