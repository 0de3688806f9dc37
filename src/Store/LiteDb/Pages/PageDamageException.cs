namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>What the pages hold is not what LiteDB writes; the message says where and what.</summary>
internal sealed class PageDamageException(string message) : Exception(message);
