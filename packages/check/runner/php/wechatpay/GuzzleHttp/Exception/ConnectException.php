<?php

declare(strict_types=1);

namespace GuzzleHttp\Exception;

/** Nothing came back. */
class ConnectException extends \RuntimeException {}
