using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>Draws components to text, without the white space between their elements.</summary>
internal static class MarkupRendering
{
    /// <summary>A component's markup.</summary>
    public static Task<string> MarkupAsync<T>(this HtmlRenderer renderer, Dictionary<string, object?> parameters)
        where T : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters));
            return string.Join(' ', root.ToHtmlString().Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        });

    /// <summary>The markup of a fragment in which nothing waits for anything, by a renderer that draws nothing else meanwhile: it is there at once.</summary>
    public static string Markup(this HtmlRenderer renderer, RenderFragment fragment) =>
        renderer.MarkupAsync<Fragment>(new() { [nameof(Fragment.Content)] = fragment }).GetAwaiter().GetResult();

    private sealed class Fragment : ComponentBase
    {
        [Parameter, EditorRequired]
        public required RenderFragment Content { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }
}
