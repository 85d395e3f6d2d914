<?php

/** 元的文字换成分：'59.9' 得到 5990。 */
function toFen(string $yuan): int
{
    if (!preg_match('/^(\d+)(?:\.(\d{1,2}))?$/', $yuan, $matches)) {
        throw new InvalidArgumentException("{$yuan} 不是金额，最多两位小数");
    }
    return (int) $matches[1] * 100 + (int) str_pad($matches[2] ?? '', 2, '0');
}

/** 分换成元的文字：5990 得到 '59.90'。 */
function toYuan(int $fen): string
{
    return intdiv($fen, 100) . '.' . str_pad((string) ($fen % 100), 2, '0', STR_PAD_LEFT);
}
