using System.Reflection;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>What production needs is required: nobody leaves it out, tests neither.</summary>
public sealed class DependenciesTests
{
    [Fact]
    public void Constructors_OfClasses_HaveNoOptionalDependency() =>
        Assert.Empty(
            from assembly in Repository.Assemblies()
            from type in assembly.GetTypes()
            where type is { IsClass: true } && !type.IsAssignableTo(typeof(Exception)) && type.GetMethod("<Clone>$") is null // a record holds values
            from constructor in type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            from parameter in constructor.GetParameters()
            where parameter is { HasDefaultValue: true, DefaultValue: null }
            select $"{type.FullName}: {parameter.Name}");
}
