<?php

declare(strict_types=1);

namespace Run;

/** The key that encrypts; JavaScript has it. */
final class PublicKey {}
