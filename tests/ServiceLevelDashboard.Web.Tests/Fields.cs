using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ServiceLevelDashboard.Web.Tests;

/// <summary>Finds what one fills in and presses by what one reads on it.</summary>
internal static class Fields
{
    /// <summary>The field whose name, heard or read, begins with a text.</summary>
    public static IElement Field<T>(this IRenderedComponent<T> page, string label)
        where T : IComponent
    {
        if (page.FindAll("input[aria-label]").FirstOrDefault(f => f.GetAttribute("aria-label")!.StartsWith(label, StringComparison.Ordinal)) is { } named
            && page.FindAll("label").All(l => !l.TextContent.Trim().StartsWith(label, StringComparison.Ordinal) || l.GetAttribute("for") == named.Id))
        {
            return named;
        }

        var over = page.FindAll("label").FirstOrDefault(l => l.TextContent.Trim() == label)
            ?? Assert.Single(page.FindAll("label"), l => l.TextContent.Trim().StartsWith(label, StringComparison.Ordinal));
        return (over.GetAttribute("for") is { } id ? page.Find($"[id='{id}']") : over.QuerySelector("input, select, textarea"))
            ?? throw new InvalidOperationException($"The label \"{label}\" has no field.");
    }

    /// <summary>Chooses one of a few or of many.</summary>
    public static Task ChooseAsync<T, TValue>(this IRenderedComponent<T> page, string label, TValue value)
        where T : class, IComponent
    {
        var choice = page.FindComponents<MudBaseInput<TValue>>().First(c => c.Instance.Label == label);
        return page.InvokeAsync(() => choice.Instance.ValueChanged.InvokeAsync(value));
    }

    /// <summary>What is said to be wrong, at fields and beside them, in order.</summary>
    public static string[] Problems<T>(this IRenderedComponent<T> page)
        where T : IComponent => [.. page.FindAll(".problem, .mud-input-error .me-auto").Select(p => p.TextContent.Trim()).Where(p => p.Length > 0)];

    /// <summary>The button with a text.</summary>
    public static IElement Button<T>(this IRenderedComponent<T> page, string text)
        where T : IComponent => Assert.Single(page.FindAll("button"), b => b.TextContent.Trim() == text);
}
