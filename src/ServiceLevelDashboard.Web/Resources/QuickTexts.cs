using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Resources;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Web.Resources;

/// <summary>
/// Lets the classes of the resource files remember their texts. Each look-up of the framework's own takes two locks and a way through the
/// parent cultures; hundreds of them were more than half of what a tick of the overview cost (<c>bench/results/product.md</c>).
/// </summary>
internal static class QuickTexts
{
    /// <summary>The field behind a generated class's look-ups. Without it the class looks up as it did.</summary>
    private const string Field = "resourceMan";

    private const string ResourceExtension = ".resources";
    private const string Ending = "Text" + ResourceExtension;

    /// <summary>Does it for all classes that have not been given another way to look up.</summary>
    public static void Install()
    {
        foreach (var type in new[] { typeof(QuickTexts).Assembly, typeof(FigureText).Assembly, typeof(BoardText).Assembly }.SelectMany(ClassesOf))
        {
            if (type.GetField(Field, BindingFlags.Static | BindingFlags.NonPublic) is { } field
                && (field.GetValue(null) is null || field.GetValue(null)!.GetType() == typeof(ResourceManager)))
            {
                field.SetValue(null, new Remembering(type));
            }
        }
    }

    /// <summary>By the names of the resources: to look through all types would load each of them.</summary>
    private static IEnumerable<Type> ClassesOf(Assembly assembly) =>
        from name in assembly.GetManifestResourceNames()
        where name.EndsWith(Ending, StringComparison.Ordinal)
        let type = assembly.GetType(name[..^ResourceExtension.Length])
        where type is not null
        select type;

    private sealed class Remembering(Type type) : ResourceManager(type.FullName!, type.Assembly) // a class that was found by its name has one
    {
        private readonly ConcurrentDictionary<(string Culture, string Name), string?> _known = new();

        public override string? GetString(string name, CultureInfo? culture)
        {
            culture ??= CultureInfo.CurrentUICulture;
            return _known.TryGetValue((culture.Name, name), out var text) ? text : _known[(culture.Name, name)] = base.GetString(name, culture);
        }
    }
}
