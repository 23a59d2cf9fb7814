using ServiceLevelDashboard.Analytics.Contracts;

namespace ServiceLevelDashboard.Analytics.Tests.Contracts;

/// <summary>A contract that nobody changes.</summary>
internal sealed class FixedContracts(Contract contract) : IContracts
{
    public Contract Current => contract;
}
