namespace TeamAccess.Domain.Administration.Exports;

/// <summary>Another call goes on with the export that this one was about.</summary>
public sealed class ExportTakenOverException() : Exception("Another call goes on with this export.");
