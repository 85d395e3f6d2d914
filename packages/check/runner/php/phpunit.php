<?php

declare(strict_types=1);

/*
 * As much of PHPUnit as the example of the guide uses. What it does not know is an error of PHP.
 */
require __DIR__ . '/phpunit/PHPUnit/Framework/AssertionFailedError.php';
require __DIR__ . '/phpunit/PHPUnit/Framework/TestCase.php';
require __DIR__ . '/phpunit/Run/tests.php';
