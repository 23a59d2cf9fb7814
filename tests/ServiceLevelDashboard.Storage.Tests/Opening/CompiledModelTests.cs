using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Tests.Opening;

public sealed class CompiledModelTests
{
    [Theory]
    [InlineData("Sqlite", "")]
    [InlineData("PostgreSql", "Host=localhost;Database=none")]
    public void Model_AsCompiled_IsWhatTheContextDescribes(string folder, string postgreSql)
    {
        using var context = new ArchiveDatabase(new StorageOptions { DataFolder = "none", PostgreSql = postgreSql }).Open();

        Assert.Equal($"ServiceLevelDashboard.Storage.Model.Compiled.{folder}", context.Model.GetType().Namespace);

        var described = context.GetService<IDesignTimeModel>().Model; // made anew, by what the context says
        Assert.True(WordsOf(described) == WordsOf(context.Model), "Run src/ServiceLevelDashboard.Storage/Model/Compiled/update: it writes them anew.");
    }

    // Not the model as a whole: what other tests asked by SQL alone has been added to the compiled one.
    private static string WordsOf(IModel model) =>
        string.Concat(model.GetEntityTypes().Select(static type => type.ToDebugString(MetadataDebugStringOptions.ShortDefault)))
        + model.GetRelationalModel().ToDebugString(MetadataDebugStringOptions.ShortDefault);
}
