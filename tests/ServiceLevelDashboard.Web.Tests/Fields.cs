using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ServiceLevelDashboard.Web.Tests;

/// <summary>Finds what one fills in and presses by what one reads on it.</summary>
internal static class Fields
{
    /// <summary>The field whose label begins with a text.</summary>
    public static IElement Field<T>(this IRenderedComponent<T> page, string label)
        where T : IComponent =>
        Assert.Single(page.FindAll("label"), l => l.TextContent.Trim().StartsWith(label, StringComparison.Ordinal)).QuerySelector("input, select, textarea")
        ?? throw new InvalidOperationException($"The label \"{label}\" has no field.");

    /// <summary>The button with a text.</summary>
    public static IElement Button<T>(this IRenderedComponent<T> page, string text)
        where T : IComponent => Assert.Single(page.FindAll("button"), b => b.TextContent.Trim() == text);
}
