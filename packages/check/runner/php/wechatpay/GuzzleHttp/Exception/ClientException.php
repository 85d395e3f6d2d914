<?php

declare(strict_types=1);

namespace GuzzleHttp\Exception;

class ClientException extends BadResponseException {}
