<?php

declare(strict_types=1);

namespace GuzzleHttp\Exception;

class BadResponseException extends RequestException {}
